"""The map of the public site. Pages stand at the root in English, and under a prefix in every other language; data
files have no language.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, register_converter

from asylia.site.addresses import CodeConverter, EditionConverter, IdConverter
from asylia.site.pages import (
    aggregates,
    api,
    az,
    codebook,
    compare,
    data,
    edition,
    feeds,
    group_events,
    home,
    incidents,
    measures,
    names,
    newest,
    person,
    persons,
    protections,
    sources,
    stages,
    states,
    texts,
)

register_converter(EditionConverter, "edition")
register_converter(IdConverter, "id")
register_converter(CodeConverter, "code")

of_an_edition: list[URLPattern | URLResolver] = [
    path("", home.home, name="edition_home"),
    path("persons", persons.persons, name="persons"),
    path("persons/az", az.az, name="az"),
    path("incidents", incidents.incidents, name="incidents"),
    path("group-events", group_events.group_events, name="group_events"),
    path("protections", protections.protections, name="protections"),
    path("states", states.states, name="states"),
    path("states/<code:state>", states.state, name="state"),
    path("hosts/<code:host>", states.host, name="host"),
    path("measures", measures.measures, name="measures"),
    path("measures/<code:measure>", measures.measure, name="measure"),
    path("codebook", codebook.codebook, name="codebook"),
    path("codebook/<code:vocabulary>", codebook.vocabulary, name="vocabulary"),
    path("stages", stages.stages, name="stages"),
    path("sources", sources.sources, name="sources"),
    path("aggregates", aggregates.aggregates, name="aggregates"),
    path("edition", edition.edition, name="edition"),
    path("<id:id>", person.entity, name="entity"),
]

pages: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("newest/", newest.newest, {"rest": ""}),
    path("newest/<path:rest>", newest.newest, name="newest"),
    path("editions", edition.editions, name="editions"),
    path("compare/<edition:before>/<edition:after>", compare.compare, name="compare"),
    path("about", texts.about, name="about"),
    path("method", texts.method, name="method"),
    path("names", names.names, name="names"),
    path("ethics", texts.ethics, name="ethics"),
    path("accessibility", texts.accessibility, name="accessibility"),
    path("privacy", texts.privacy, name="privacy"),
    path("contact", texts.contact, name="contact"),
    path("api", api.api, name="api"),
    path("<edition:number>/", include(of_an_edition)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", api.openapi, name="openapi"),
    path("editions.json", data.editions, name="editions_json"),
    path("editions.atom", feeds.atom, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path("<edition:number>/edition.zip", edition.whole, name="whole"),
    path("<edition:number>/metadata/schema-org.jsonld", feeds.schema_org, name="schema_org"),
    path("<edition:number>/metadata/datacite.json", feeds.datacite, name="datacite"),
    path("<edition:number>/files/<path:name>", edition.file, name="file"),
    path("<edition:number>/<id:id>.json", data.entity_json, name="entity_json"),
    path("<edition:number>/<code:table>.json", data.table_json, name="table_json"),
    path("<edition:number>/<code:table>.csv", data.table_csv, name="table_csv"),
    *i18n_patterns(*pages, prefix_default_language=False),
]
handler400 = "asylia.site.pages.problems.bad_request"
handler404 = "asylia.site.pages.problems.not_found"
handler500 = "asylia.site.pages.problems.broken"
