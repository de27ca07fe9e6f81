"""XML: feeds, news, translations, resources, books, and XML of any kind; read again by lxml."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.archives import converted as converted_bytes
from tests.archives import source
from tests.documents import blocks, convert, run, swapped, unchanged
from uzlat.document import DocumentError
from uzlat.encodings import NotTextError

ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"


def _converted(text: str, **options: object) -> str:
    return convert(text, "a.xml", detecting=False, **options)


def _tree(name: str) -> etree._Element:
    return etree.fromstring(converted_bytes(name))


def test_a_feed_reads_as_expected() -> None:
    channel = _tree("feed.rss").find("channel")
    assert [channel.findtext(name) for name in ("title", "description", "language", "link", "pubDate")] == [
        "Qishloq xabarlari",
        "Har kuni yangi xabar",
        "uz-Latn",
        "https://misol.uz/янгилик",
        "Mon, 06 May 2024 10:00:00 +0500",
    ]
    first, second = channel.findall("item")
    assert first.findtext("title") == 'Maktabda "kitob haftaligi" oʻtdi'
    assert (first.findtext("guid"), first.findtext("link")) == ("хабар-1", "https://misol.uz/янгилик/1")
    assert first.findtext("description") == (
        '<p>B<b>er</b>di: <a href="https://misol.uz/ер" title="Yer">yer</a> &laquo;gʻalaba&raquo;</p>'
    )
    assert first.findtext("{*}encoded") == (
        '<p class="ер"><b>SH</b>AVKAT aka &laquo;Choyxona&raquo;da edi.</p>\n<p lang="ru">Русский абзац остаётся.</p>'
        '<img src="ер.jpg" alt="Yer surati">'
    )
    assert first.findtext("{*}content/{*}title") == "Yer surati"
    assert (second.findtext("title"), second.findtext("guid")) == ("Litseyda yigʻilish", "https://misol.uz/янгилик/2")


def test_an_atom_feed_reads_as_expected() -> None:
    feed = _tree("feed.atom")
    assert feed.get(f"{XML}lang") == "uz-Latn"
    assert feed.findtext(f"{ATOM}subtitle") == "Eng <em>soʻn</em>ggi &laquo;natija&raquo;lar"
    assert (feed.findtext(f"{ATOM}id"), feed.findtext(f"{ATOM}author/{ATOM}name")) == (
        "tag:misol.uz,2024:спорт",
        "Oʻtkir Hoshimov",
    )
    first, second = feed.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}title") == "<b>SH</b>AXMAT musobaqasi"
    assert ["".join(one.itertext()) for one in first.iter("{*}p")] == ["Chempion berdimi?", "Он не сдался."]
    assert second.findtext(f"{ATOM}title") == "Русская запись"


def test_news_in_nitf_reads_as_expected() -> None:
    tree = _tree("story.nitf")
    assert [" ".join("".join(one.itertext()).split()) for one in tree.iter("title", "hl1", "hl2", "byline", "p")] == [
        "Koʻprik ochildi",
        "Daryoda yangi koʻprik ochildi",
        "Uzunligi 120 metr",
        "Muallif: Sherzod Yoqubov",
        "Koʻprikdan 1992-yil fevralida voz kechilgan edi.",
        "Endi esa yaxshi yoʻl bor.",
    ]
    assert tree.findtext(".//media-caption") == "Koʻprik kechqurun"
    assert tree.find(".//media-reference").get("source") == "кўприк.jpg"
    assert tree.find(".//doc-id").get("id-string") == "кўприк-1"


def test_news_in_newsml_reads_as_expected() -> None:
    tree = _tree("newsml_g2.xml")
    assert [one.text for one in tree.iter("{*}headline")] == ["Terimchilar dalaga chiqdi", "Сборщики вышли в поле"]
    assert [one.text for one in tree.iter("{*}name")] == ["Misol agentligi", "Qishloq xoʻjaligi"]
    assert tree.get("guid") == "urn:newsml:misol.uz:ер"
    assert next(tree.iter("{*}provider")).get("qcode") == "мсл:агентлик"
    assert next(tree.iter("{*}subject")).get("literal") == "қишлоқ"
    assert next(tree.iter("{*}language")).get("tag") == "uz-Latn"
    assert "".join(next(tree.iter("{*}p")).itertext()) == "Ular erta tongda yigʻildi."


@pytest.mark.parametrize("name", ["ui.xlf", "ui2.xlf"])
def test_only_targets_of_xliff_are_converted(name: str) -> None:
    old, new = etree.fromstring(source(name)), _tree(name)
    for kept in ("{*}source", "{*}note"):
        assert [etree.tostring(one) for one in old.iter(kept)] == [etree.tostring(one) for one in new.iter(kept)]
    assert ["".join(one.itertext()) for one in new.iter("{*}target")] == {
        "ui.xlf": ["Yopish", "Yangi fayl %ер ochildi", ""],
        "ui2.xlf": ["Faylni saqlash"],
    }[name]
    assert b"uz-Latn" in converted_bytes(name) and b"uz-Cyrl" not in converted_bytes(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<xliff><file source-language='uz-Cyrl' target-language='ru'><source>Ер</source><target>Ер</target></file>"
            "</xliff>",
            "<xliff><file source-language='uz-Latn' target-language='ru'><source>Yer</source><target>Ер</target></file>"
            "</xliff>",
        ),
        (
            "<xliff><file source-language='en' target-language='ru'><target>Ер</target></file></xliff>",
            "<xliff><file source-language='en' target-language='ru'><target>Ер</target></file></xliff>",
        ),
        (
            "<xliff><file><target>б<x id='1'/>ер <g id='2'>б</g>ер</target></file></xliff>",
            "<xliff><file><target>b<x id='1'/>yer <g id='2'>b</g>er</target></file></xliff>",
        ),
    ],
)
def test_sides_of_xliff_are_those_in_the_language(text: str, expected: str) -> None:
    assert convert(text, "a.xlf", detecting=False) == expected


def test_only_variants_of_tmx_in_the_language_are_converted() -> None:
    tree = _tree("memory.tmx")
    assert ["".join(seg.itertext()) for seg in tree.iter("seg")] == [
        "Земля круглая, а небо синее.",
        "Yer dumaloq, <b>osmon</b> esa koʻk.",
        "Shahar",
        "Город",
    ]
    assert [tuv.get(f"{XML}lang") for tuv in tree.iter("tuv")] == ["ru", "uz-Latn", None, None]
    assert (tree.findtext(".//note"), tree.findtext(".//prop")) == ("Изоҳ", "Ер")


def test_strings_of_android_are_converted() -> None:
    tree = _tree("android_strings.xml")
    strings = {one.get("name"): "".join(one.itertext()) for one in tree.iter("string")}
    assert strings == {
        "ёпиш": "Yopish",
        "salom": "Salom, %1$s! Sizga %2$d ta xat bor.",
        "two_lines": 'Birinchi qator\\nYer osti\\tsuvi Shahar \\"qoʻshtirnoq\\"',
        "markup": 'Hujjat <i>yer</i> & <a href="ер">Ye<b>r</b></a>',
        "kod": "Ўзгармас",
    }
    assert [one.text for one in tree.iter("item")] == ["%d kun", "%d kunlar", "Sentabr", "Oktabr"]
    assert tree.find("string/{*}g").items() == [("id", "исм"), ("example", "Ёқуб")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("б\\u0435р", "ber"),
        ("\\u0428\\u0410ҲАР", "SHAHAR"),
        ("б\\nер", "b\\nyer"),
        ("б\\'ер", None),
        ("Е<b>Р</b>", "YE<b>R</b>"),
        ("ўн", "o\\'n"),
        ("<xliff:g id='ер'>ер</xliff:g> ер", "<xliff:g id='ер'>ер</xliff:g> yer"),
        ("1992 йил\n    ер", "1992-yil\n    yer"),
        ("%1$s ер %d{0}", "%1$s yer %d{0}"),
    ],
)
def test_escapes_of_android(old: str, new: str | None) -> None:
    start, end = '<resources xmlns:xliff="urn:x"><string name="ер">', "</string></resources>"
    out = convert(start + old + end, "strings.xml", detecting=False, apostrophe="ascii")
    assert out.startswith(start) and out.endswith(end)
    if new is None:
        assert "\\'" in out and "\\\\'" not in out
    else:
        assert out == start + new + end


def test_resources_of_net_are_converted() -> None:
    tree = _tree("strings.resx")
    assert [one.findtext("value") for one in tree.iter("data")] == [
        "Darchani yopish",
        "Hujjat saqlandi.\nYer osti: {0} ta",
    ]
    assert [one.get("name") for one in tree.iter("data")] == ["Ёпиш", "Saqlash"]
    assert (tree.findtext("data/comment"), tree.findtext("metadata/value")) == ("Тугма ёзуви", "Ўзгармас")
    assert converted_bytes("strings.resx").count(b"\r\n") == source("strings.resx").count(b"\r\n")


def test_a_book_in_fb2_reads_as_expected() -> None:
    tree = _tree("book.fb2")
    assert ["".join(one.itertext()) for one in tree.iter("{*}p", "{*}v", "{*}book-title", "{*}lang")] == [
        "Dala hikoyalari",
        "Qishloq hayotidan.",
        "uz-Latn",
        "Birinchi bob",
        "Yer — ona.",
        "Bahor erta keldi[1].",
        "Ey doʻst, yor-yor,",
        "Yoʻlda qor bor.",
        "Izoh: 1992-yil bahori.",
    ]
    assert tree.findtext(".//{*}id") == "ер-1" and tree.findtext(".//{*}program-used") == "Мисол ёзгич"
    assert tree.find(".//{*}binary").get("id") == "муқова.png"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a>б<b>ер</b>ди</a>", "<a>b<b>er</b>di</a>"),
        ("<a><b>б</b><c>ер</c></a>", "<a><b>b</b><c>yer</c></a>"),
        ("<a>Ер<!-- ер --><?ер ер?></a>", "<a>Yer<!-- ер --><?ер ер?></a>"),
        ("<a>б<!-- ер -->ер</a>", "<a>b<!-- ер -->er</a>"),
        ("<a><![CDATA[Ер <b> &amp;]]></a>", "<a><![CDATA[Yer <b> &amp;]]></a>"),
        ("<a>б<![CDATA[ер]]>ди</a>", "<a>b<![CDATA[er]]>di</a>"),
        ("<a>&#1064;АҲАР &lt; &amp;</a>", "<a>SHAHAR &lt; &amp;</a>"),
        ("<a ном='ер' title='Ер'>ер</a>", "<a ном='ер' title='Ер'>yer</a>"),
        ("<ер>ер</ер>", "<ер>yer</ер>"),
        (
            "<r><a xml:lang='ru'>ер<b lang='x' xml:lang='uz-Cyrl'>ер</b></a></r>",
            "<r><a xml:lang='ru'>ер<b lang='x' xml:lang='uz-Latn'>yer</b></a></r>",
        ),
        ("<a><b xml:lang='ru'>ер</b><c>ер</c></a>", "<a><b xml:lang='ru'>ер</b><c>yer</c></a>"),
        (
            "<a><!-- uzlat: off --><b>ер</b><!-- uzlat: on --><b>ер</b></a>",
            "<a><!-- uzlat: off --><b>ер</b><!-- uzlat: on --><b>yer</b></a>",
        ),
        ("<a><url>ер</url><code>ер</code><id>ер</id></a>", "<a><url>ер</url><code>ер</code><id>ер</id></a>"),
        ("<a>1992\n  йил</a>", "<a>1992-yil</a>"),
        ("<a\n b = 'c'\n>ер</a\n>", "<a\n b = 'c'\n>yer</a\n>"),
        ("<!DOCTYPE a [<!ELEMENT a ANY>]><a b='>'>ер</a>", "<!DOCTYPE a [<!ELEMENT a ANY>]><a b='>'>yer</a>"),
        (
            "<!DOCTYPE a [<!-- ]><b>ер</b> --><!ELEMENT a ANY>]><a>ер</a>",
            "<!DOCTYPE a [<!-- ]><b>ер</b> --><!ELEMENT a ANY>]><a>yer</a>",
        ),
        ("<!DOCTYPE a [<!-- ]></b> -->]><a>ер</a>", "<!DOCTYPE a [<!-- ]></b> -->]><a>yer</a>"),
        ("<!DOCTYPE a [<?ш ]></b> ?>]><a>ер</a>", "<!DOCTYPE a [<?ш ]></b> ?>]><a>yer</a>"),
        (
            "<!DOCTYPE a [<!ATTLIST a b CDATA ']>ер'>]><a>ер</a>",
            "<!DOCTYPE a [<!ATTLIST a b CDATA ']>ер'>]><a>yer</a>",
        ),
        ('<!DOCTYPE a SYSTEM "x>"><a>б&foo;ер &nbsp;ер</a>', '<!DOCTYPE a SYSTEM "x>"><a>b&foo;yer &nbsp;yer</a>'),
        ("\ufeff<a>ер</a>\n\n", "\ufeff<a>yer</a>\n\n"),
        ("<a/>", "<a/>"),
        ("<a></a><!-- ер -->", "<a></a><!-- ер -->"),
    ],
)
def test_xml_of_no_known_kind(text: str, expected: str) -> None:
    assert _converted(text) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_stays(encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    old = f'{mark}<?xml version="1.0" encoding="UTF-16"?>\r\n<a>б<b>ер</b>ди</a>'.encode(encoding)
    new, _ = run(old, "a.xml", detecting=False)
    assert new == f'{mark}<?xml version="1.0" encoding="UTF-16"?>\r\n<a>b<b>er</b>di</a>'.encode(encoding)
    assert "".join(etree.fromstring(new).itertext()) == "berdi"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_a_legacy_encoding_becomes_utf_8_and_the_declaration_says_so(encoding: str) -> None:
    old = f'<?xml version="1.0" encoding="{encoding}"?><a b="ш">Цирк <b>к</b>елди</a>'.encode(encoding)
    assert unchanged(old, "a.xml") == old
    new, pipeline = run(old, "a.xml", detecting=False)
    tree = etree.fromstring(new)
    assert "".join(tree.itertext()) == "Sirk keldi" and tree.get("b") == "ш"
    assert pipeline.tally.remarks


BOMB = "<!DOCTYPE a [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)) + "]><a>&e9;</a>"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB, "line 1: declares the entity 'e1'"),
        ('<!DOCTYPE a [\n<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "line 2: declares the entity 'x'"),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://misol.uz/p">%p;]><a/>', "declares the entity 'p'"),
        ("<a>\n<b>ер</a>", "line 2, column 8"),
        ("<a>ер", "line 1"),
        ("<a>ер</a><b/>", "line 1, column"),
        ("<a b=ер/>", "line 1, column"),
        ("<a>&йўқ;</a>", "undefined entity"),
        ("<a>&nbsp;</a>", "undefined entity"),
        ("<a b='1' b='2'/>", "duplicate attribute"),
        ("ер", "line 1, column 1"),
        ("<a:b>ер</a:c>", "mismatched tag"),
        ("<a>\x01</a>", "line 1"),
    ],
)
@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.tmx", "strings.xml", "a.fb2"])
def test_what_is_not_well_formed_or_declares_entities_is_refused_in_one_line(text: str, told: str, name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        unchanged(text, name)
    assert told in str(caught.value) and "\n" not in str(caught.value)


def test_latin_becomes_cyrillic() -> None:
    text = "<rss><language>uz-Latn</language><title>B&lt;b&gt;er&lt;/b&gt;di &amp;amp; yer</title></rss>"
    assert convert(text, "a.rss", detecting=False, table="uz-Latn_uz-Cyrl") == (
        "<rss><language>uz-Cyrl</language><title>Б&lt;b&gt;ер&lt;/b&gt;ди &amp;amp; ер</title></rss>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<title>A &amp;amp; Ер</title>", "<title>A &amp;amp; Yer</title>"),
        ("<title>&amp;#1064;</title>", "<title>Sh</title>"),
        (
            "<title>&lt;b title=&quot;ў&quot;&gt;ер&lt;/b&gt;</title>",
            "<title>&lt;b title=&quot;oʻ&quot;&gt;yer&lt;/b&gt;</title>",
        ),
        (
            "<description>&lt;script&gt;ер&lt;/script&gt;ер</description>",
            "<description>&lt;script&gt;ер&lt;/script&gt;yer</description>",
        ),
        (
            "<description><![CDATA[б<b>ер</b>]]> <![CDATA[ер]]></description>",
            "<description><![CDATA[b<b>er</b>]]> <![CDATA[yer]]></description>",
        ),
        (
            "<description>\n<![CDATA[R&D ер <b>1<б</b>]]>\n</description>",
            "<description>\n<![CDATA[R&D yer <b>1&lt;b</b>]]>\n</description>",
        ),
        (
            "<description>1992&lt;b&gt; йил&lt;/b&gt;</description>",
            "<description>1992&lt;b&gt;-yil&lt;/b&gt;</description>",
        ),
        ("<description>&lt;p&gt;1992\nйил</description>", "<description>&lt;p&gt;1992-yil</description>"),
        (
            "<description>&#60;i&#62;Е&#60;/i&#62;Р</description>",
            "<description>&#60;i&#62;YE&#60;/i&#62;R</description>",
        ),
        (
            "<category>Ер</category><comments>https://а.uz/ер</comments>",
            "<category>Yer</category><comments>https://а.uz/ер</comments>",
        ),
    ],
)
def test_html_in_feeds(text: str, expected: str) -> None:
    start, end = "<rss><channel><item>", "</item></channel></rss>"
    assert convert(start + text + end, "a.rss", detecting=False) == start + expected + end


NAMES = st.sampled_from(["a", "p", "ер", "title", "b", "seg", "description", "x:y", "link", "string", "item", "w:p"])
TEXTS = st.text(st.sampled_from("абезш АЕШ1\n\r\t-xyz.'\">ўҳъ\u00a0😀"), max_size=8)
VALUES = st.text(st.sampled_from("абе ш1-\n'"), max_size=5)
OTHERS = st.one_of(
    st.text(st.sampled_from("абе <>&'\"x"), max_size=6).map(lambda text: f"<!--{text}-->"),
    st.text(st.sampled_from("абе <>&'\"x"), max_size=6).map(lambda text: f"<![CDATA[{text}]]>"),
    st.just("<![CDATA[а]б]] ]>в]]>"),
    st.text(st.sampled_from("абе <>&'\"x"), max_size=6).map(lambda text: f"<?пи {text}?>"),
    st.sampled_from(["<!-- uzlat: off -->", "<!-- uzlat: on -->", "<br/>", "<img alt='ер'/>"]),
)
ENTITIES = st.sampled_from(
    ["&amp;", "&lt;", "&#1064;", "&#x435;", "&quot;", "&#10;", "&amp;amp;", "&lt;b&gt;", "&#13;"]
)


def _element(name: str, attributes: list[tuple[str, str]], inner: list[str], empty: bool) -> str:
    told = "".join(f' {key}="{value}"' for key, value in dict(attributes).items())
    return f"<{name}{told}/>" if empty and not inner else f"<{name}{told}>{''.join(inner)}</{name} >"


def _trees(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    keys = st.sampled_from(["б", "title", "xml:lang", "alt", "lang", "name", "type"])
    attributes = st.lists(st.tuples(keys, VALUES | st.sampled_from(["ru", "uz", "html"])), max_size=2)
    return st.recursive(
        leaves,
        lambda inner: st.builds(_element, NAMES, attributes, st.lists(inner, max_size=4), st.booleans()),
        max_leaves=12,
    )


ROOTS = st.sampled_from(["rss", "feed", "tmx", "resources", "root", "xliff", "nitf", "FictionBook", "article"])


PROLOGUES = st.sampled_from([
    "", "", "", '<?xml version="1.0"?>\n', "<!-- ер <б> -->", "<!DOCTYPE a>", "<!DOCTYPE a [<!ELEMENT a ANY>]>",
    '<!DOCTYPE a SYSTEM ">">', "<!DOCTYPE a [<!-- ' ]></b> --><?ш ]></b>?><!ATTLIST a б CDATA ']>\"'>]\n>",
])  # fmt: skip


def _document(start: str, root: str, inner: list[str]) -> str:
    return f"{start}<{root} xmlns:x='urn:x' xmlns:w='urn:w'>{''.join(inner)}</{root}>\n"


def _documents(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    text = leaves.map(lambda one: one.replace("<", "&lt;") if one[:1] not in "<&" else one)
    return st.builds(_document, PROLOGUES, ROOTS, st.lists(_trees(text), max_size=4))


@settings(deadline=None, max_examples=300)
@given(_documents(TEXTS | OTHERS | ENTITIES))
@example("<rss><title>&lt;b title='Ер</title></rss>")
def test_any_well_formed_xml_comes_back_and_its_blocks_keep_to_the_contract(text: str) -> None:
    data = text.encode()
    etree.fromstring(data)
    assert unchanged(data, "a.xml") == data
    blocks(text, "a.xml")


@settings(deadline=None, max_examples=300)
@given(_documents(TEXTS | OTHERS))
def test_letters_that_are_swapped_twice_are_as_they_were(text: str) -> None:
    once = swapped(text, "a.xml")
    etree.fromstring(once)
    assert swapped(once, "a.xml") == text.encode()


@settings(deadline=None, max_examples=300)
@given(_documents(TEXTS | OTHERS | ENTITIES), st.sampled_from(["typographic", "ascii"]))
def test_converted_xml_has_the_same_tags(text: str, apostrophe: str) -> None:
    options = {} if apostrophe == "typographic" else {"apostrophe": "ascii"}
    out = run(text, "a.xml", **options)[0]
    old, new = (list(etree.fromstring(data).iter()) for data in (text.encode(), out))
    assert [(one.tag, one.keys() if isinstance(one.tag, str) else one.text) for one in old] == [
        (one.tag, one.keys() if isinstance(one.tag, str) else one.text) for one in new
    ]


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("<>/!?-[]CDATA&;=\"' абе\n"), max_size=40) | st.binary(max_size=40))
def test_noise_is_refused_or_comes_back(noise: str | bytes) -> None:
    data = noise.encode() if isinstance(noise, str) else noise
    try:
        assert unchanged(data, "a.xml") == data
    except (DocumentError, NotTextError) as error:
        assert str(error) and "\n" not in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 20000 + "ер" + "</a>" * 20000,
        "<rss><title>" + "&lt;" * 20000 + "</title></rss>",
        "<rss><title>" + "&lt;!--" * 8000 + "</title></rss>",
        "<a " + " ".join(f"b{n}='ер'" for n in range(8000)) + "/>",
        "<a>" + "<!-- ер -->" * 8000 + "</a>",
        "<a>" + "&#1064;" * 20000 + "</a>",
        "<a>" + "<b/>" * 20000 + "</a>",
        "<!DOCTYPE a [" + "<!ELEMENT b ANY>" * 4000 + "]><a>ер</a>",
        "<!-- " + "[ " * 20000 + " --><a>ер</a>",
    ],
)
def test_hostile_xml_takes_no_long_time(text: str) -> None:
    assert unchanged(text, "a.xml") == text.encode()


@pytest.mark.parametrize(
    "source",
    [
        "<rss><wp:status>publish</wp:status><wp:post_name>yangi</wp:post_name><title>+</title></rss>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:id>tag:kun:yangi</a:id><a:title>+</a:title></a:feed>",
        "<a><vaqt>2025-01-05T10:00:00Z</vaqt><kalit>20250105T100000Z</kalit><p>+</p></a>",
        "<resources><string name='a'>@string/yangi</string><string name='b'>+</string></resources>",
        f"<a><rasm>{'iVBORw0KGgo' * 9}=</rasm><p>+</p></a>",
        "<opml><body><outline type='rss' text='+' xmlUrl='yangi'/></body></opml>",
    ],
)
def test_from_latin_ids_times_and_packed_bytes_stay(source: str) -> None:
    converted = convert(source.replace("+", "yangi"), "s.xml", table="uz-Latn_uz-Cyrl", detecting=False)
    assert converted == source.replace("+", "янги")


def test_word_in_one_xml_file_is_refused() -> None:
    source = "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'/>"
    with pytest.raises(DocumentError, match=r"save it as \.docx"):
        convert(source, "a.xml")


def test_an_empty_file_stays_empty() -> None:
    assert unchanged("", "a.xml") == b"" and unchanged("\ufeff\n", "a.rss").decode() == "\ufeff\n"


@pytest.mark.parametrize("sign", ["<!--", "<?", "<![CDATA[", "<a ", "&"])
def test_signs_over_and_over_take_time_in_proportion(sign: str) -> None:
    source = f"<r><p><![CDATA[{sign * 30_000}]]></p></r>"
    assert unchanged(source, "a.xml").decode() == source


def test_what_is_not_to_be_translated_stays() -> None:
    source = "<a translate='yes'><p translate='no'>Ер <b>ер</b></p><p>Ер</p><s its:translate='no'>Ер</s></a>"
    source = source.replace("<a ", "<a xmlns:its='http://www.w3.org/2005/11/its' ")
    assert convert(source, "a.xml") == source.replace("<p>Ер</p>", "<p>Yer</p>")


def test_xml_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uzlat.formats.wellformed.MOST", 20)
    with pytest.raises(DocumentError, match="GB of XML; part it first"):
        convert("<a>" + "ер" * 10 + "</a>", "a.xml")
    assert convert("<a>ер</a>", "a.xml") == "<a>yer</a>"


def test_escaped_tags_in_a_target_are_read_as_tags() -> None:
    targets = "<target>б<g>ер</g>ди</target><target>с&lt;i&gt;ҳ&lt;/i&gt;</target>"
    source = f"<xliff><file target-language='uz-Cyrl'>{targets}</file></xliff>"
    out = convert(source, "a.xlf", detecting=False)
    assert "<target>sʼ&lt;i&gt;h&lt;/i&gt;</target>" in out and "b<g>er</g>di</target>" in out
