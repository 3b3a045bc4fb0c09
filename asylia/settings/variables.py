"""Every variable of the environment that the product or its tests read, and what it is for; the docs are made of it."""

VARIABLES: dict[str, str] = {
    "ASYLIA_HOME": "The folder of all state of the desk. Default: the platform's folder for a user's data.",
    "ASYLIA_DATABASE": (
        "The desk's database on PostgreSQL 15 or newer, as postgresql://user:password@host:port/name. "
        "Default: asylia.sqlite in the home."
    ),
    "ASYLIA_EDITIONS": (
        "The folders of editions of the public process, with colons between them. `asylia site serve DIR ...` sets it."
    ),
    "ASYLIA_SITE_TRUST": "A file of keys: only editions that one of them signed are served. `--trust` sets it.",
    "ASYLIA_SITE_CONTACT": "Whom a reader of the public pages may write to. `asylia site serve --contact` sets it.",
    "ASYLIA_SITE_HOSTS": (
        "The host names that the public process answers, with commas. Default: the loopback names. "
        "`asylia site serve --hosts` sets it."
    ),
    "ASYLIA_TEST_ALL": "1: a tool that a test needs and that is absent is a failure, not a skip. Tests only.",
    "ASYLIA_TEST_POSTGRESQL": (
        "A PostgreSQL server in which tests may make databases, as postgresql://user@host:port. Default: a throw-away "
        "server where Debian's programs are installed. Tests only."
    ),
    "ASYLIA_SHARED": "The folder that holds the report and the reference material. Default: ../shared. Tests only.",
    "SERVE": "0: `make demo` ends after printing, instead of serving. Read by `asylia demo`.",
}
