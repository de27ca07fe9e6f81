"""`uzlat roundtrip`."""

from __future__ import annotations

from uzlat.cli import options as shared

EXAMPLES = "\b\nExamples:\n  uzlat roundtrip article.txt\n  uzlat roundtrip -t uz-Latn-2026 --json article.txt\n"


def roundtrip(
    files: shared.Files = None,
    source: shared.From = None,
    target: shared.To = None,
    style: shared.Style = None,
    chosen: shared.Set = None,
    keep: shared.Keep = None,
    keep_from: shared.KeepFrom = None,
    form: shared.Form = None,
    field: shared.Field = None,
    encoding: shared.Encoding = None,
    as_json: shared.Json = False,
) -> int:
    """List the words that do not survive the way to the target and back, with the rules that lose them.

    Exit with 1 if there are any.
    """
    from uzlat.pipeline import Pipeline
    from uzlat.report import Exit
    from uzlat.roundtrip import RoundTrip
    from uzlat.show import print_losses

    houses = shared.houses(
        source=source, target=target, style=style, chosen=chosen, keep=keep, keep_from=keep_from, encoding=encoding
    )
    names, failed = shared.files_of(files or ["-"], houses)
    found = False
    for name in names:
        house = houses.of(name)
        trip = RoundTrip(Pipeline(house.converter, detecting=house.detecting))
        file = shared.attempt(name, shared.asked_for(form, field, house.encoding), trip.there)
        failed = failed or file is None
        if file is not None:
            losses = list(trip.losses(file.text))
            found = found or bool(losses)
            print_losses(name, file, losses, trip.words, as_json)
    return Exit.FAILED if failed else Exit.FOUND if found else Exit.DONE
