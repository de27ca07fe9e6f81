"""`uzlat models`: models of translation on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from uzlat.report import Exit, complain, print_json, say

if TYPE_CHECKING:
    from uzlat.translate.models import Model

app = typer.Typer(
    help="List, add and verify models of translation. Nothing is downloaded.",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  uzlat models how-to\n"
        "  uzlat models add ~/models/nllb --licence CC-BY-NC-4.0\n"
        "  uzlat models accept nllb --licence CC-BY-NC-4.0\n"
        "  uzlat models verify\n"
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a model.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A model that was added, or its folder.")]
Licence = Annotated[str, typer.Option(metavar="SPDX", help="Its licence, as CC-BY-NC-4.0.")]


@app.command("list")
def list_models(as_json: Json = False) -> int:
    """List the models that were added. None is no error: exit with 0."""
    from uzlat.encodings import DocumentError
    from uzlat.translate.engine import MissingError
    from uzlat.translate.models import HOW_TO, Registry

    registry = Registry()
    if not registry.names():
        say(f"no model was added; {HOW_TO} says where to get one")
    code = Exit.DONE
    for name in registry.names():
        try:
            model = registry.load(name)
        except (DocumentError, MissingError) as error:
            complain(str(error))
            code = Exit.FAILED if isinstance(error, DocumentError) else Exit.MISSING
            continue
        if as_json:
            print_json({**model.as_json(), "folder": model.folder})
        else:
            typer.echo(f"{name}: {model.family}, {model.licence}, {model.described()}")
    return code


@app.command("info")
def info(name: Name, as_json: Json = False) -> None:
    """Show what is known of a model."""
    from uzlat.translate.models import Registry, find

    registry = Registry()
    model = find(name, registry)
    accepted = registry.accepted.get(model.name) == model.licence
    if as_json:
        print_json({**model.as_json(), "folder": model.folder, "accepted": accepted})
        return
    for line in _described(model, accepted):
        typer.echo(line)


def _described(model: Model, accepted: bool) -> list[str]:
    allows = {True: "commercial use allowed", False: "no commercial use", None: "commercial use: not known"}
    codes = (f"  {lang}: {code} {model.scripts.get(lang, '')}".rstrip() for lang, code in model.languages.items())
    return [
        f"{model.name}: family {model.family}",
        f"folder: {model.folder}",
        f"licence: {model.licence} ({allows[model.commercial]}{', accepted' * accepted})",
        f"translates {model.described()}",
        "languages, the model's codes, scripts:",
        *codes,
        *([f"from: {model.source_url}"] if model.source_url else []),
        f"files: {len(model.files)}; added {model.added or 'at an unknown time'}",
    ]


@app.command("add")
def add(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="model.bin, a vocabulary, SentencePiece.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="What to call it; else as the folder.")] = "",
    family: Annotated[str, typer.Option(metavar="FAMILY", help="nllb, madlad, opus, hplt …; else guessed.")] = "",
    licence: Licence = "",
    languages: Annotated[str, typer.Option(metavar="LIST", help="Its codes: uz=uzn_Latn,ru=rus_Cyrl.")] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Where it comes from, to be noted.")] = "",
) -> int:
    """Check a model, and note where it lies.

    What is known of it is written into its folder, as uzlat-model.json.
    """
    from uzlat.translate.model_check import describe, languages_of
    from uzlat.translate.models import Registry

    registry = Registry()
    model = describe(folder, name, family, licence, languages_of(languages))._replace(source_url=url)
    held = registry.manifests.get(model.name)
    if held and held["folder"] != model.folder:
        complain(f"there is a model {model.name} at {held['folder']}; use --name NAME, or remove that one")
        return Exit.FAILED
    path = registry.register(model)
    typer.echo(f"added {model.name}: {model.family}, {model.licence}, {model.described()}")
    say(f"wrote {path}")
    if model.commercial is False:
        mend = f"uzlat models accept {model.name} --licence {model.licence}"
        say(f"the licence forbids commercial use; before the first translation: {mend}")
    return Exit.DONE


@app.command("verify")
def verify(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Models; all if none.")] = None,
    as_json: Json = False,
) -> int:
    """Check files, checksums and codes of languages. Exit with 1 if anything is wrong."""
    from uzlat.encodings import DocumentError
    from uzlat.files import PlanError
    from uzlat.translate.model_check import findings
    from uzlat.translate.models import HOW_TO, NoModelError, Registry, find

    registry = Registry()
    wanted = names or registry.names()
    for name in wanted:
        if registry.named(name) not in registry.manifests:
            find(name, registry)
    if not wanted:
        say(f"no model was added; {HOW_TO} says where to get one")
    faulty = False
    for name in wanted:
        try:
            found = list(findings(find(name, registry)))
        except (NoModelError, DocumentError, PlanError) as error:
            found = [str(error)]
        faulty = faulty or bool(found)
        if as_json:
            print_json({"name": name, "ok": not found, "findings": found})
        else:
            typer.echo("\n".join(found or [f"{name}: ok"]))
    return Exit.FOUND if faulty else Exit.DONE


@app.command("accept")
def accept(name: Name, licence: Licence) -> None:
    """Accept the licence of a model.

    It must be named as the model has it.
    """
    from uzlat.translate.models import Registry

    Registry().accept(name, licence)
    say(f"noted: {licence} is accepted for {name}")


@app.command("remove")
def remove(name: Name) -> None:
    """Forget a model; its files stay."""
    from uzlat.translate.models import Registry

    say(f"{name} is forgotten; its files stay in {Registry().remove(name)}")


@app.command("how-to")
def how_to(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a road.")] = False) -> None:
    """Print commands that get a model or an engine.

    Nothing is run.
    """
    from uzlat.translate.model_advice import lines, roads

    for road in roads() if as_json else ():
        print_json(road)
    for line in () if as_json else lines():
        typer.echo(line)
