"""Pages: what a person sees, and that nothing of a document becomes part of one."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

import kg
from kg import ids
from kg.serve import addresses


@pytest.fixture(scope="module")
def claims(built) -> list[kg.graph.Record]:
    with kg.open(built, write=False) as graph:
        return list(graph.claims())


def path(iri: str) -> str:
    return f"/{iri.removeprefix(ids.BASE)}"


def denial(claims):
    return next(row for row in claims if row["sources"][0]["stance"] == "denies")


def test_a_question_is_answered_on_a_page_and_its_evidence_is_a_click_away(page, server):
    page.goto(server.root)
    page.fill("input[name=q]", "who denied that the port is unsafe")
    page.press("input[name=q]", "Enter")
    answer = page.locator(".answers li").first
    assert "mayor" in answer.inner_text().lower()
    answer.locator("blockquote footer a").click()
    page.wait_for_url("**/doc/*")
    marked = page.locator(".anchor:target + mark").first
    assert "denied that the port is unsafe" in marked.inner_text()
    assert marked.evaluate("e => e.getBoundingClientRect().top") < 900


def test_links_lead_from_an_entity_to_a_claim_to_its_place(page, server):
    page.goto(f"{server.root}entity/coastal-harbour-agency")
    assert "CHA" in page.inner_text("h1")
    page.locator(".claim h3 a", has_text="seized 284 boats").first.click()
    assert page.inner_text(".kind").lower() == "claim"
    assert "seized 284 boats" in page.inner_text("blockquote")
    page.locator("blockquote footer a").first.click()
    assert page.locator("h1").inner_text() == "Harbour agency widens its net"
    assert page.locator("mark a", has_text="Maria Osei").count()


def test_what_a_document_holds_stays_text(page, server, claims):
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    document = claims[0]["document"]
    for row in claims:
        if "script" in row["quote"]:
            document = row["document"]
    page.goto(f"{server.root}{path(document)[1:]}")
    assert "<script>alert(1)</script>" in page.inner_text(".reader")
    assert page.locator("script").count() == 0
    page.goto(f"{server.root}ask?q=%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cimg%20src=x%3E")
    assert page.input_value("input[name=q]").startswith("<script>")
    assert page.locator("main img, script").count() == 0


def test_a_query_is_asked_on_a_page(page, server):
    page.goto(f"{server.root}sparql")
    page.fill("textarea", "SELECT ?name ?who WHERE { ?who skos:prefLabel ?name } ORDER BY ?name")
    page.click(".query button")
    assert page.locator("td a", has_text="entity:coastal-harbour-agency").count() == 1
    assert page.locator(".formats a", has_text="csv").get_attribute("href").endswith("format=csv")


def test_pages_are_readable_on_a_small_screen(page, server):
    page.set_viewport_size({"width": 380, "height": 800})
    for where in ("", "entity/coastal-harbour-agency", "documents", "entities", "ask?q=who+is+Maria+Osei"):
        page.goto(server.root + where)
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, where


def test_every_link_on_every_page_leads_somewhere(server):
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        answer = server.get(here, "text/html")
        assert answer.status in (200, 303), here
        if answer.status == 200 and answer.type == "text/html":
            found = re.findall(r'(?:href|src)="([^"]*)"', answer.text)
            assert all(link.startswith(("/", "?", "#")) for link in found), found
            waiting += [link.partition("#")[0] for link in found if link.startswith("/") and "sparql?" not in link]
    assert len(seen) > 40


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.JSON_LD])
def test_things_dereference(server, claims, form):
    row = denial(claims)
    with_number = next(claim for claim in claims if claim["statistics"])
    things = (
        row["claim"],
        row["statement"],
        row["document"],
        row["subject"]["id"] or with_number["subject"]["id"],
        with_number["statistics"][0],
    )
    for iri in things:
        answer = server.get(path(iri), form.media_type)
        assert (answer.status, answer.type) == (200, form.media_type), iri
        assert iri in {getattr(quad.subject, "value", "") for quad in ox.parse(answer.body, form)}


def test_a_claim_comes_with_who_says_so_and_the_quote(server, claims):
    row = denial(claims)
    found = {
        quad.predicate.value: quad.object for quad in ox.parse(server.get(path(row["claim"])).body, ox.RdfFormat.TURTLE)
    }
    assert found["http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf"].value == row["quote"]
    assert f"{ids.KG}stance" in found


def test_a_statement_is_shown_with_its_claim(server, claims):
    row = denial(claims)
    for iri in (row["statement"], f"{row['statement']}/reported/1"):
        answer = server.get(path(iri), "text/html")
        key = row["statement"].rsplit("/", 1)[1]
        assert (answer.status, answer.headers["Location"]) == (303, f"{path(row['claim'])}#{key}")


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*"])
@pytest.mark.parametrize(
    "where",
    [
        "/entity/nobody",
        "/claim/0",
        "/statement/0",
        "/statement/0/reported/1",
        "/statistic/0",
        "/doc/0",
        "/nothing",
        "/entity/a%20b%3E",
    ],
)
def test_what_is_not_there_is_404(server, where, accept):
    answer = server.get(where, accept)
    assert answer.status == 404
    assert answer.type == ("text/html" if accept == "text/html" else "text/plain")


def test_ask_gives_programs_what_the_command_gives(server, built):
    with kg.open(built, write=False) as graph:
        expected = graph.ask("how many boats did CHA seize").to_json()
    assert server.get("/ask?q=how+many+boats+did+CHA+seize").json() == expected
    assert expected["answers"][0]["text"].startswith("284")
    nothing = server.get("/ask?q=who+is+Zebulon+Quist", "application/json")
    assert (nothing.status, nothing.json()["answers"]) == (200, [])
    assert nothing.json()["reason"]


@pytest.mark.parametrize(
    "where",
    ["/ask", "/ask?q=", "/ask?q=x&limit=0", "/ask?q=x&limit=x", "/ask?q=x&min_confidence=2", "/entities?first=-1"],
)
def test_what_makes_no_sense_is_400(server, where):
    assert server.get(where).status == 400


def test_entities_are_found_by_parts_of_their_names(server):
    found = server.get("/entities?name=night+unit").json()
    assert [row["label"] for row in found] == ["Night Patrol Unit"]
    assert "Night Patrol Unit" in server.get("/entities?name=npu", "text/html").text


def minted(built) -> list[str]:
    """Every IRI of ours in the graph."""
    with kg.open(built, write=False) as graph:
        terms = {
            term for quad in graph.quads() for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        }
    found = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    return sorted(iri for iri in found if iri.startswith("https://w3id.org/claimgraph/"))


def test_every_iri_of_ours_dereferences(server, built):
    kinds = set()
    for iri in minted(built):
        where = addresses.path(iri)
        assert where is not None, iri
        kinds.add(where.split("/")[1].partition("#")[0])
        where = where.partition("#")[0]
        shown = server.get(where, "text/html")
        assert shown.status in (200, 303), iri
        told = server.get(where, "application/n-quads")
        assert told.status == 200, iri
        nodes = {getattr(term, "value", "") for quad in ox.parse(told.body, ox.RdfFormat.N_QUADS) for term in quad}
        assert iri in nodes or iri == ids.KG or "/graph/" in iri, iri
    assert {"entity", "claim", "statement", "statistic", "doc", "run", "relation", "ns", "graph", "name"} <= kinds


def test_a_relation_is_shown_with_its_claims(page, server):
    page.goto(f"{server.root}entity/coastal-harbour-agency")
    page.locator(".claim h3 a", has_text="seized 284 boats").first.click()
    page.locator("dd a", has_text="seize").click()
    assert (page.inner_text("h1"), page.inner_text(".kind").lower()) == ("seize", "relation")
    assert page.locator(".claim h3 a", has_text="seized 284 boats").count() == 1


def test_the_terms_of_the_ontology_are_where_their_iris_lead(page, server):
    page.goto(f"{server.root}ns#stance")
    assert "What the source does with" in page.inner_text("[id='stance'] + dd")
    told = list(ox.parse(server.get("/ns", "text/turtle").body, ox.RdfFormat.TURTLE))
    assert ox.NamedNode(f"{ids.KG}stance") in {quad.subject for quad in told}


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("/entity/cha", "did you mean '/entity/coastal-harbour-agency'?"),
        ("/entity/coastal-harbor", "did you mean"),
        ("/relation/zzz", "no relation 'zzz'"),
        ("/claims", "nothing is at /claims; there are /, /entities"),
    ],
)
def test_a_404_says_what_there_is(server, where, hint):
    answer = server.get(where)
    assert (answer.status, hint in answer.text) == (404, True), answer.text


def test_numbers_of_namesakes_are_part_of_their_address(server):
    iri = f"{ids.BASE}entity/office#2"
    assert addresses.iri("entity", "office#2") == iri
    assert addresses.path(iri) == "/entity/office%232"


def test_what_is_around_an_entity_is_drawn_and_every_part_leads_on(page, server):
    failed: list[str] = []
    page.on("console", lambda message: failed.append(message.text))
    page.goto(f"{server.root}entity/coastal-harbour-agency")
    page.locator("a", has_text="what is around it").click()
    assert page.locator(".drawing circle.middle").count() == 1
    assert page.locator(".drawing circle").count() == page.locator(".drawing text").count() > 2
    assert page.locator(".drawing text").first.evaluate("e => getComputedStyle(e).textAnchor") == "middle"
    for line in page.locator(".drawing a:has(line)").all():
        assert page.locator(f"[id='{line.get_attribute('href')[1:]}'] li").count()
    page.locator(".drawing a", has=page.locator("text", has_text="Norland")).first.click()
    assert "Norland" in page.inner_text("h1")
    assert not failed  # nothing of the page is against its policy
    assert page.locator("script").count() == 0


def test_around_nobody_is_404(server):
    assert "did you mean" in server.get("/around/cha", "text/html").text
    assert server.get("/around/cha", "text/html").status == 404
    assert server.get("/around/coastal-harbour-agency", "text/turtle").status == 406
