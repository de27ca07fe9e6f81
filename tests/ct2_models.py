"""Models for CTranslate2 with random weights, made where a test needs one: no torch, a second each."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

WIDTH, HEADS = 16, 2
NLLB_CODES = ["uzn_Latn", "eng_Latn", "rus_Cyrl", "kaz_Cyrl", "ace_Latn"]
MADLAD_CODES = ["<2uz>", "<2en>", "<2kaa>", "<2ru>"]
SYLLABLES = "qo zo gʻis ton bek ki tash kent yan var maktab ochil di bu gun ha vo is siq tob o qi"


def sentences(count: int = 300) -> list[str]:
    """Give lines to train SentencePiece on, always the same."""
    chance = random.Random(7)
    words = ["".join(chance.choices(SYLLABLES.split(), k=chance.randint(1, 3))) for _ in range(120)]
    return [" ".join(chance.choices(words, k=6)) for _ in range(count)]


def pieces(path: Path, symbols: list[str] | None = None) -> list[str]:
    """Train SentencePiece into a file, and give its pieces."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences()),
        model_writer=model,
        vocab_size=120,
        hard_vocab_limit=False,
        user_defined_symbols=symbols or [],
        normalization_rule_name="identity",
        num_threads=1,
        minloglevel=2,
    )
    path.write_bytes(model.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _norm(spec: Any, numbers: Any) -> None:
    spec.gamma, spec.beta = numbers.ones(WIDTH, "float32"), numbers.zeros(WIDTH, "float32")


def _layer(spec: Any, crossed: bool, matrix: Any, numbers: Any) -> None:
    def linear(part: Any, rows: int, columns: int) -> None:
        part.weight, part.bias = matrix(rows, columns), numbers.zeros(rows, "float32")

    linear(spec.self_attention.linear[0], 3 * WIDTH, WIDTH)
    linear(spec.self_attention.linear[1], WIDTH, WIDTH)
    if crossed:
        linear(spec.attention.linear[0], WIDTH, WIDTH)
        linear(spec.attention.linear[1], 2 * WIDTH, WIDTH)
        linear(spec.attention.linear[2], WIDTH, WIDTH)
        _norm(spec.attention.layer_norm, numbers)
    linear(spec.ffn.linear_0, 2 * WIDTH, WIDTH)
    linear(spec.ffn.linear_1, WIDTH, 2 * WIDTH)
    _norm(spec.self_attention.layer_norm, numbers)
    _norm(spec.ffn.layer_norm, numbers)


def network(folder: Path, tokens: list[str], favour: str = "", start: str = "</s>", adds_eos: bool = False) -> None:
    """Write a Transformer of one layer each with random weights.

    Args:
        favour: a token that is written again and again; "</s>" ends every output at once.
        start: the token the decoder begins with.
        adds_eos: whether CTranslate2 itself is to end the source.
    """
    import numpy
    from ctranslate2.specs import TransformerSpec

    chance = numpy.random.default_rng(7)

    def matrix(rows: int, columns: int) -> Any:
        return chance.normal(0, 0.3, (rows, columns)).astype("float32")

    spec = TransformerSpec.from_config((1, 1), HEADS)
    for embedding in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        embedding.weight = matrix(len(tokens), WIDTH)
    spec.decoder.projection.weight = matrix(len(tokens), WIDTH)
    bias = numpy.zeros(len(tokens), "float32")
    if favour:
        bias[tokens.index(favour)] = 100
    spec.decoder.projection.bias = bias
    for part in (spec.encoder, spec.decoder):
        _norm(part.layer_norm, numpy)
        for layer in part.layer:
            _layer(layer, part is spec.decoder, matrix, numpy)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.decoder_start_token = start
    spec.config.add_source_eos = adds_eos
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


def special(found: list[str]) -> list[str]:
    """Put what is special before the pieces."""
    first = ["<s>", "<pad>", "</s>", "<unk>"]
    return [*first, *(piece for piece in found if piece not in first)]


def nllb(folder: Path, favour: str = "") -> Path:
    """Make a model like NLLB: codes in the vocabulary, one SentencePiece model without them."""
    folder.mkdir(parents=True, exist_ok=True)
    found = pieces(folder / "sentencepiece.bpe.model")
    network(folder, [*special(found), *NLLB_CODES], favour)
    return folder


def madlad(folder: Path) -> Path:
    """Make a model like MADLAD: the target is a symbol of SentencePiece, before the text."""
    folder.mkdir(parents=True, exist_ok=True)
    network(folder, special(pieces(folder / "spiece.model", MADLAD_CODES)))
    return folder


def marian(folder: Path, adds_eos: bool = False, codes: tuple[str, ...] = ()) -> Path:
    """Make a model like those of OPUS-MT: two SentencePiece models, one pair, or codes of targets in `>>` `<<`."""
    folder.mkdir(parents=True, exist_ok=True)
    source, target = pieces(folder / "source.spm"), pieces(folder / "target.spm")
    network(folder, [*special(list(dict.fromkeys(source + target))), *codes], start="<pad>", adds_eos=adds_eos)
    return folder
