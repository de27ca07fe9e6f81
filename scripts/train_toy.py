#!/usr/bin/env python3
# mypy: disable-error-code="import-not-found,import-untyped"
"""Train the toy models of tests/toy: names of CLDR from Uzbek to English, Russian and Kazakh.

They are there so that the tests can load a real model with the real runtime. They know some 320 names by heart and
nothing else. It needs torch 2.13 (CPU), numpy 2, sentencepiece 0.2.3, ctranslate2 4.8 and babel 2.18, and a
minute or two:

    pip install torch==2.13.0 numpy sentencepiece==0.2.3 ctranslate2==4.8.5 babel==2.18.0
    python scripts/train_toy.py tests/toy               # uz -> en, ru, kk, with codes as NLLB has them
    python scripts/train_toy.py tests/toy/uz-en --pair  # uz -> en without codes, as Argos packages are

The seed is fixed: the same versions on the same kind of processor give the same names, if not the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

import ctranslate2
import sentencepiece
import torch
from babel import Locale
from ctranslate2.specs import TransformerSpec
from torch import nn

SEED = 20261122
CODES = {"uz": "uzn_Latn", "en": "eng_Latn", "ru": "rus_Cyrl", "kk": "kaz_Cyrl"}
LANGUAGES = (
    "ar az be bg cs da de el en es et fa fi fr he hi hu hy id it ja ka kk ko ky lt lv mn pl pt ro ru sk tg tk tr"
)
PIECES = 512
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
PAD, EOS = 1, 2
WIDTH, INNER, HEADS, BELOW, ABOVE = 80, 224, 4, 1, 2
ROUNDS, BATCH, RATE = 140, 64, 4e-3


class Row(NamedTuple):
    """A name in Uzbek, and what it is in another language."""

    name: str
    target: str
    answer: str


def uniform(name: str) -> str:
    """Write Uzbek with the letters of the alphabet: CLDR mixes apostrophes."""
    return re.sub("[‘’'`ʻʼ]", "ʼ", re.sub("(?<=[oOgG])[‘’'`ʻʼ]", "ʻ", name))


def names(lang: str) -> dict[str, str]:
    """Give countries, languages, months and weekdays as CLDR has them, each under a key."""
    cldr = Locale.parse(lang)
    form = "format" if lang == "uz" else "stand-alone"
    found = {f"territory {key}": name for key, name in cldr.territories.items() if re.fullmatch("[A-Z]{2}", key)}
    found |= {f"language {key}": cldr.languages[key] for key in [*LANGUAGES.split(), "uk", "ur", "uz", "vi", "zh"]}
    found |= {f"month {key}": name for key, name in cldr.months[form]["wide"].items()}
    return found | {f"day {key}": name for key, name in cldr.days[form]["wide"].items()}


def rows(targets: list[str]) -> list[Row]:
    """Pair what Uzbek has with each language; of a name that stands for two things the first counts."""
    source = {key: uniform(name) for key, name in names("uz").items()}
    once = {name: key for key, name in reversed(source.items())}
    return [Row(name, lang, names(lang)[key]) for lang in targets for name, key in sorted(once.items())]


def learn_pieces(data: list[Row], folder: Path) -> sentencepiece.SentencePieceProcessor:
    """Train SentencePiece on the names of all languages; nothing is normalised, which saves 240 KB."""
    lines = sorted({text for row in data for text in (row.name, row.answer)})
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=model,
        vocab_size=PIECES,
        model_type="unigram",
        character_coverage=1.0,
        normalization_rule_name="identity",
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
    )
    (folder / "sentencepiece.bpe.model").write_bytes(model.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def vocabulary(pieces: sentencepiece.SentencePieceProcessor, coded: bool) -> list[str]:
    """List the tokens of the model: what is special, the pieces, the codes of the languages."""
    known = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    return [*SPECIAL, *(piece for piece in known if piece not in SPECIAL), *(CODES.values() if coded else ())]


def build() -> nn.ModuleDict:
    """Make the parts of the network but for the embedding, which depends on the vocabulary."""
    kind = {"dim_feedforward": INNER, "dropout": 0.0, "batch_first": True, "norm_first": True}
    return nn.ModuleDict(
        {
            "below": nn.ModuleList([nn.TransformerEncoderLayer(WIDTH, HEADS, **kind) for _ in range(BELOW)]),
            "above": nn.ModuleList([nn.TransformerDecoderLayer(WIDTH, HEADS, **kind) for _ in range(ABOVE)]),
            "below_norm": nn.LayerNorm(WIDTH),
            "above_norm": nn.LayerNorm(WIDTH),
        }
    )


def places(length: int) -> torch.Tensor:
    """Give the sinusoids that CTranslate2 adds when a model brings no positions of its own."""
    half = WIDTH // 2
    steps = torch.exp(torch.arange(half) * -(math.log(10000) / (half - 1)))
    angles = torch.arange(1, length + 1)[:, None] * steps
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def forward(net: nn.ModuleDict, source: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Give the scores of the next token at each place of the target."""
    table = net["table"].weight
    hidden = net["table"](source) * math.sqrt(WIDTH) + places(source.shape[1])
    for layer in net["below"]:
        hidden = layer(hidden, src_key_padding_mask=source == PAD)
    memory = net["below_norm"](hidden)
    ahead = torch.triu(torch.ones(target.shape[1], target.shape[1], dtype=torch.bool), diagonal=1)
    hidden = net["table"](target) * math.sqrt(WIDTH) + places(target.shape[1])
    for layer in net["above"]:
        hidden = layer(hidden, memory, tgt_mask=ahead, memory_key_padding_mask=source == PAD)
    return net["above_norm"](hidden) @ table.T


def padded(lines: list[list[int]]) -> torch.Tensor:
    """Make a table of lines of numbers."""
    return nn.utils.rnn.pad_sequence([torch.tensor(line) for line in lines], batch_first=True, padding_value=PAD)


def encoded(row: Row, pieces: Any, numbers: dict[str, int], coded: bool) -> tuple[list[int], list[int]]:
    """Write a row as tokens: code, pieces, </s>; and </s>, code, pieces, </s> as the decoder sees them."""
    before = [numbers[CODES["uz"]]] if coded else []
    begin = [numbers[CODES[row.target]]] if coded else []
    name, answer = ([numbers[piece] for piece in pieces.encode(text, out_type=str)] for text in (row.name, row.answer))
    return [*before, *name, EOS], [EOS, *begin, *answer, EOS]


def train(net: nn.ModuleDict, lines: list[tuple[list[int], list[int]]], given: int) -> None:
    """Learn the lines by heart; as many tokens of the target as are `given` need not be known."""
    steps = ROUNDS * math.ceil(len(lines) / BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.01)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    for turn in range(ROUNDS):
        total = 0.0
        for chosen in torch.randperm(len(lines)).split(BATCH):
            source, target = padded([lines[i][0] for i in chosen]), padded([lines[i][1] for i in chosen])
            scores, wanted = forward(net, source, target[:, :-1])[:, given:], target[:, 1 + given :]
            loss = nn.functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=PAD)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            plan.step()
            total += loss.item()
        if turn % 10 == 9:
            print(f"round {turn + 1}: loss {total * BATCH / len(lines):.4f}", file=sys.stderr)


def put_linear(spec: Any, weight: torch.Tensor, bias: torch.Tensor | None = None) -> None:
    """Write a matrix; CTranslate2 wants a bias everywhere but in the output."""
    spec.weight = weight.detach().numpy().copy()
    if bias is not None:
        spec.bias = bias.detach().numpy().copy()


def put_norm(spec: Any, norm: nn.LayerNorm) -> None:
    """Write a normalisation."""
    spec.gamma, spec.beta = norm.weight.detach().numpy().copy(), norm.bias.detach().numpy().copy()


def put_attention(spec: Any, part: Any, norm: nn.LayerNorm, crossed: bool) -> None:
    """Write an attention: queries, keys and values in one matrix, or the queries apart where it looks at the source."""
    put_norm(spec.layer_norm, norm)
    cuts = [WIDTH, 2 * WIDTH] if crossed else [3 * WIDTH]
    matrices, biases = part.in_proj_weight.split(cuts), part.in_proj_bias.split(cuts)
    for place, matrix in enumerate(matrices):
        put_linear(spec.linear[place], matrix, biases[place])
    put_linear(spec.linear[len(cuts)], part.out_proj.weight, part.out_proj.bias)


def put_feed_forward(spec: Any, layer: Any, norm: nn.LayerNorm) -> None:
    """Write the two matrices after the attention."""
    put_norm(spec.layer_norm, norm)
    put_linear(spec.linear_0, layer.linear1.weight, layer.linear1.bias)
    put_linear(spec.linear_1, layer.linear2.weight, layer.linear2.bias)


def exported(net: nn.ModuleDict, tokens: list[str]) -> TransformerSpec:
    """Write the network as CTranslate2 wants it."""
    spec = TransformerSpec.from_config((BELOW, ABOVE), HEADS)
    table = net["table"].weight
    for embedding in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        embedding.weight = table.detach().numpy().copy()
    put_linear(spec.decoder.projection, table)
    for part, layers in ((spec.encoder, net["below"]), (spec.decoder, net["above"])):
        put_norm(part.layer_norm, net["below_norm" if part is spec.encoder else "above_norm"])
        for into, layer in zip(part.layer, layers, strict=True):
            put_attention(into.self_attention, layer.self_attn, layer.norm1, crossed=False)
            if part is spec.decoder:
                put_attention(into.attention, layer.multihead_attn, layer.norm2, crossed=True)
            put_feed_forward(into.ffn, layer, layer.norm2 if part is spec.encoder else layer.norm3)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.decoder_start_token = "</s>"
    return spec


def save(spec: TransformerSpec, folder: Path, coded: bool) -> None:
    """Write the folder of the model; without codes, CTranslate2 itself ends the source, as in new Argos packages."""
    spec.config.add_source_eos = not coded
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    listed = folder / "shared_vocabulary.json"
    tokens = json.loads(listed.read_text("utf-8"))
    listed.write_text(json.dumps(tokens, ensure_ascii=False, separators=(",", ":")), "utf-8")


def right(folder: Path, data: list[Row], pieces: Any, coded: bool) -> list[tuple[Row, str]]:
    """Translate every name with the model on disk, as uzlat or Argos does, and give the rows with what came out."""
    model = ctranslate2.Translator(str(folder), compute_type="int8", intra_threads=2)
    source = [pieces.encode(row.name, out_type=str) for row in data]
    if coded:
        source = [[CODES["uz"], *line, "</s>"] for line in source]
    starts = [[CODES[row.target]] for row in data] if coded else None
    how = {"beam_size": 2, "length_penalty": 0} if coded else {"beam_size": 4, "length_penalty": 0.2}
    results = model.translate_batch(source, target_prefix=starts, **how)
    return [
        (row, pieces.decode(result.hypotheses[0][1 if coded else 0 :]))
        for row, result in zip(data, results, strict=True)
    ]


def manifest(folder: Path, coded: bool) -> dict[str, Any]:
    """Say what the folder is, as `uzlat models add` would."""
    files = sorted(file.name for file in folder.iterdir() if file.suffix in {".bin", ".json", ".model"})
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files if "uzlat" not in name}
    languages = CODES if coded else {"uz": "uz", "en": "en"}
    return {
        "schema": 1,
        "name": "toy" if coded else "toy-uz-en",
        "family": "toy" if coded else "argos",
        "licence": "Unicode-3.0",
        "commercial": True,
        "languages": languages,
        **({} if coded else {"pairs": [["uz", "en"]]}),
        "scripts": {"uz": "Latn"},
        "files": sums,
        "source_url": "https://cldr.unicode.org/",
        "added": "2026-11-22",
    }


def main() -> None:
    """Train, write, and look whether the names are known."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the model is written")
    parser.add_argument("--pair", action="store_true", help="from Uzbek to English alone, without codes")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    coded = not asked.pair
    data = rows(["en"] if asked.pair else ["en", "ru", "kk"])
    pieces = learn_pieces(data, asked.folder)
    tokens = vocabulary(pieces, coded)
    net = build()
    net["table"] = nn.Embedding(len(tokens), WIDTH)
    nn.init.normal_(net["table"].weight, std=WIDTH**-0.5)
    print(f"{len(data)} rows, {sum(p.numel() for p in net.parameters())} parameters", file=sys.stderr)
    numbers = {token: number for number, token in enumerate(tokens)}
    train(net, [encoded(row, pieces, numbers, coded) for row in data], int(coded))
    save(exported(net, tokens), asked.folder, coded)
    answers = right(asked.folder, data, pieces, coded)
    known = [row for row, given in answers if row.answer == given]
    with (asked.folder / "names.tsv").open("w", encoding="utf-8") as out:
        out.writelines("\t".join(row) + "\n" for row in [Row("name", "target", "answer"), *known])
    about = manifest(asked.folder, coded)
    (asked.folder / "uzlat-model.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for row, given in answers:
        if row.answer != given:
            print(f"{row.name} -> {row.target}: {given} instead of {row.answer}", file=sys.stderr)
    print(f"{len(known)} of {len(data)} names are known")


if __name__ == "__main__":
    main()
