"""How long the work of this process takes and what of it fails, as Prometheus counts it.

Process-wide: it does not matter through which application or command the work came.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram

WORK = CollectorRegistry()
QUESTIONS = Histogram(
    "fpt_question_seconds",
    "Time to work out an answer that was not known yet",
    ["question"],
    registry=WORK,
)
LOADS = Histogram("fpt_load_seconds", "Time to load a delivery", registry=WORK)
PUBLICATIONS = Histogram("fpt_publish_seconds", "Time to publish", registry=WORK)
RENDERS = Histogram("fpt_render_seconds", "Time to draw a picture", registry=WORK)
FAULTS = Counter("fpt_faults", "Errors in the log, by who wrote them", ["logger"], registry=WORK)
