"""`uzlat roundtrip`."""

from __future__ import annotations

from uzlat.cli import options as shared

EXAMPLES = "\b\nExamples:\n  uzlat roundtrip article.txt\n  uzlat roundtrip -t uz-Latn-2026 --json article.txt\n"


def roundtrip(
    files: shared.Files = None,
    source: shared.From = "auto",
    target: shared.To = "uz-Latn",
    style: shared.Style = None,
    chosen: shared.Set = None,
    keep: shared.Keep = None,
    keep_from: shared.KeepFrom = None,
    form: shared.Form = None,
    field: shared.Field = None,
    as_json: shared.Json = False,
) -> int:
    """List the words that do not survive the way to the target and back, with the rules that lose them.

    Exit with 1 if there are any.
    """
    from uzlat.pipeline import Pipeline
    from uzlat.report import Exit
    from uzlat.roundtrip import RoundTrip
    from uzlat.show import print_losses

    there = shared.make_converter(source, target, None, style, chosen, shared.kept(keep, keep_from))
    found = failed = False
    for name in files or ["-"]:
        trip = RoundTrip(Pipeline(there, detecting=shared.detects(source, there)))
        file = shared.attempt(name, form, field, trip.there)
        failed = failed or file is None
        if file is not None:
            losses = list(trip.losses(file.text))
            found = found or bool(losses)
            print_losses(name, file, losses, trip.words, as_json)
    return Exit.FAILED if failed else Exit.FOUND if found else Exit.DONE
