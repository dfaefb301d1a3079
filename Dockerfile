# Small, non-root, without a browser. Its steps are in .ci/image, which runs without Docker.
# The base is named by its exact version; to use the very one that was looked at, build with the digest
# --build-arg BASE_DIGEST=@sha256:… which this prints:
#   docker buildx imagetools inspect python:3.11.14-slim-bookworm --format '{{.Manifest.Digest}}'
ARG BASE_DIGEST=""
FROM python:3.11.14-slim-bookworm${BASE_DIGEST}
WORKDIR /app
# requirements-lake.lock for a store that machines share
ARG LOCK=requirements.lock
COPY requirements.lock requirements-lake.lock pyproject.toml README.md LICENSE ./
COPY .ci/image .ci/image
RUN sh .ci/image packages
COPY app.py ./
COPY data data
COPY ingest ingest
COPY dashboard dashboard
COPY assets assets
RUN sh .ci/image project && useradd --system --create-home --uid 10001 fpt \
    && mkdir /var/lib/fpt && chown fpt /var/lib/fpt
USER fpt
ENV FPT_HOME=/var/lib/fpt FPT_HOST=0.0.0.0 FPT_SAMPLE=0 FPT_LOG_FORMAT=json
VOLUME /var/lib/fpt
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["sh", ".ci/image", "health"]
CMD ["sh", ".ci/image", "serve"]
