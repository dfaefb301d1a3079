"""One address of every kind of page."""

ADDRESSES = [
    "/",
    "/objectives",
    "/objective/A1",
    "/objective/F3",
    "/goal/A",
    "/facilities",
    "/facility/CF4",
    "/regions",
    "/region/002",
    "/place/BEN",
    "/partners",
    "/partner/sample-001",
    "/changes",
    "/newsletter",
    "/share/objective/A1",
    "/data",
    "/method",
    "/search?q=soil",
    "/compare?with=objective:A1,objective:B2",
    "/nowhere",
]
