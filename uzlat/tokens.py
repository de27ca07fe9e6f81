"""The fast road: text is converted by a dictionary of tokens, and lines that need it by the careful road.

A token is what stands between spaces. Most tokens come out the same wherever they stand; text made of them
is converted by looking them up. The others are marked in the dictionary: tokens with which a phrase may
begin, and tokens that depend on their neighbours or that have something to report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from uzlat.context import WORD
from uzlat.glyph import MARKS
from uzlat.kept import FOREIGN
from uzlat.lines import Tracer
from uzlat.phrases import Edit, edit_text
from uzlat.spans import skipped

SAFE = "0123456789 \t\r.,;:!?…()[]{}%&*+=~^$#|'\"«»“”„‘’–—-№\u00a0\u202f"
"""What may stand around and between the words of a token that needs no second look."""
MARK = "\x00"
"""Begins the remembered output of a token whose line needs a second look."""
CAREFUL, NUMBER, HEAD = f"{MARK}c", f"{MARK}n", f"{MARK}h"
"""The line must be traced; a phrase may begin with this number or character, with this word."""
ALIEN, LIKELY = f"{MARK}f", f"{MARK}u"
"""A foreign word, and one that is foreign beside it: where both stand, the line must be traced."""
MARKED = f"{MARK}[nhfu]"
SIGNS = "\x01\x02\x03\x04\x05"
"""What `watch` may say of a token; a line that has such characters itself is traced."""
MEMORY, LETTERS, WORDS = 80_000, 800_000, 20_000
"""Tokens kept, and characters in them; a text that has more starts a new memory. Words kept by themselves are fewer."""
CODE = set("abcdefghijklmnopqrstuvwxyz")
"""Letters of addresses, placeholders and code; a table that converts them must look out for those."""
_LIKE_CODE = r"[\w-]\.[A-Za-z]|[%&{][\w#({]|\\[ntr]|\$[A-Za-z]|\dT\d"
"""What may be code in a token of plain letters."""
CHUNK = 1 << 18
"""Characters converted at a time."""


class Tokens:
    """Convert text by what `tracer` says of its tokens; safe to use from several threads.

    Args:
        tracer: what converts.
        watch: gives each token a sign, one of SIGNS or "", for `signed` to show.
    """

    def __init__(self, tracer: Tracer, watch: Callable[[str], str] | None = None) -> None:
        self._tracer = tracer
        self._watch = watch
        self._signed = ("", [""])
        self._engine = tracer.engine
        self._phrases = tracer.phrases
        own, far, near = tracer.engine.plain_letters, tracer.phrases.far_chars, tracer.phrases.near_chars
        self._plain = (own ^ far | set(SAFE)) - near - tracer.unread
        self._edible = self._plain | tracer.unread | {char for char in near if not char.isalpha()} - {"`"}
        self._own = own
        self._parts = re.compile(f"{_run_of(own)}|{_run_of(far)}")
        self._opens = MARKS | set(f"<`{MARK}{SIGNS}")
        self._code = re.compile(_LIKE_CODE).search if own & CODE else lambda token: None
        self._put = frozenset("".join(phrase.to for phrase in tracer.phrases.near)) - set(SAFE)
        self._words: dict[str, str] = {}
        self._tokens = {"\n": "\n"}
        self._letters = 0

    def convert(self, text: str, counts: Counter[str]) -> str:
        """Convert a text of any number of lines; count in `counts` what was repaired or doubted."""
        if len(text) <= CHUNK:
            return self._chunk(text, self._by_token(text), counts)
        return "".join([self._chunk(part, self._by_token(part), counts) for part in chunks(text)])

    def signed(self, text: str) -> str:
        """Convert whole lines token by token, each with its sign before it: what `watch` says of a text in one look.

        What comes of it is remembered for `convert_lines` of the same text.
        """
        out = self._looked_up(text)
        self._signed = (text, out.split("\n"))
        return out

    def convert_lines(self, text: str, start: int, end: int, counts: Counter[str]) -> str:
        """Convert the lines of a text that stand between two offsets, without looking up again what was signed."""
        seen, lines = self._signed
        if seen is not text:
            return self.convert(text[start:end], counts)
        first = text.count("\n", 0, start)
        last = first + text.count("\n", start, end)
        done = "\n".join(lines[first:last] + ([""] if text[end - 1 : end] == "\n" else [lines[last]]))
        return self._chunk(text[start:end], _unsigned(done), counts)

    def _chunk(self, text: str, out: str, counts: Counter[str]) -> str:
        """Finish whole lines that were converted by the dictionary of tokens: look at those with a marked one again."""
        if MARK not in out and not self._tracer.stretches:
            return out
        pairs = zip(text.split("\n"), out.split("\n"), strict=True)
        return "\n".join([self._line(line, done, counts) if self._again(line, done) else done for line, done in pairs])

    def _again(self, line: str, done: str) -> bool:
        """Say whether to look at a line once more: for a marked token, or for words to keep that stand in a row."""
        kept = self._tracer.stretches
        return MARK in done or (kept is not None and kept.search(line) is not None)

    def _by_token(self, text: str) -> str:
        return _unsigned(self._looked_up(text)) if self._watch else self._looked_up(text)

    def _looked_up(self, text: str) -> str:
        memory = self._tokens
        tokens = text.replace("\n", " \n ").split(" ")
        try:
            out = " ".join(map(memory.__getitem__, tokens))
        except KeyError:
            memory = self._learn(set(tokens).difference(memory), memory)
            out = " ".join(map(memory.__getitem__, tokens))
        return out.replace(" \n ", "\n")

    def _line(self, line: str, done: str, counts: Counter[str]) -> str:
        """Look once more at a line that was converted token by token."""
        kept = self._tracer.stretches
        if CAREFUL in done or (ALIEN in done and LIKELY in done) or (kept and kept.search(line)):
            return self._careful(line, counts)
        if begun := self._phrases.far(NUMBER in done, HEAD in done):
            text = read = self._tracer.read(line)
            edits = self._phrases.edits(read, b"", begun)
            told = any(self._told(edit, read) for edit in edits)
            if not self._phrases.near_chars.isdisjoint(read) and (text := self._tracer.edited(line)) != read:
                edits = self._phrases.edits(text, b"", begun)
            if edits or text != read:
                again = text != read and self._tracer.edited(text) != text  # tokens are edited once more below
                if told or again or ALIEN in done or self._code(line) or any(self._told(edit, text) for edit in edits):
                    return self._careful(line, counts)
                done = self._by_token(edit_text(text, edits))
        return self._careful(line, counts) if CAREFUL in done else re.sub(MARKED, "", done)

    def _told(self, edit: Edit, text: str) -> bool:
        """Say whether an edit is reported, or keeps what another phrase would edit."""
        return edit.rule in self._tracer.reported or edit.new == text[edit.start : edit.end]

    def _careful(self, line: str, counts: Counter[str]) -> str:
        traces = self._tracer.traces(line)
        counts.update(self._tracer.counted(traces))
        return "".join([trace.output for trace in traces])

    def _learn(self, tokens: set[str], memory: dict[str, str]) -> dict[str, str]:
        """Convert tokens that were not met before; put a mark into those that need their line.

        Returns:
            The memory that holds them: a small one of their own if they are too many or too long to keep.
        """
        letters = sum(map(len, tokens))
        self._letters += letters
        if len(memory) + len(tokens) > MEMORY or self._letters > LETTERS:
            self._tokens, self._words, self._letters = {"\n": "\n"}, {}, 0
            self._tracer.forget()
            memory = dict(memory)
        odd = {token for token in tokens if not self._plain.issuperset(token) or self._code(token)}
        edited = self._edited([token for token in odd if self._edible.issuperset(token) and not self._code(token)])
        memory.update({token: self._odd_token(token) for token in odd.difference(edited)})
        plain = tokens - odd
        memory.update(zip([*plain, *edited], self._by_word([*plain, *edited.values()]), strict=True))
        if self._watch:
            memory.update({token: self._watch(token) + memory[token] for token in tokens})
        return memory

    def _edited(self, tokens: list[str]) -> dict[str, str]:
        """Edit tokens by the phrases that never look beyond them, all at once; leave out those to be told of."""
        text = self._tracer.read("\n".join(tokens))
        edits = self._phrases.edits(text, b"", self._phrases.near) if tokens else []
        if any(edit.rule in self._tracer.reported for edit in edits):
            return {}
        new = edit_text(text, edits).split("\n")
        return {old: new for old, new in zip(tokens, new, strict=False) if self._stands(old, new)}

    def _stands(self, token: str, edited: str) -> bool:
        """Say whether what a token became tells all of it: no phrase begins with it, no foreign word was read in it."""
        if self._phrases.begins(token):
            return False
        return self._tracer.unread.isdisjoint(token) or not self._foreign(edited)

    def _foreign(self, text: str) -> bool:
        return FOREIGN in map(self._engine.keeper.judge, WORD.findall(text))

    def _by_word(self, tokens: list[str]) -> list[str]:
        """Convert tokens of plain words, numbers and signs; the words that are new all at once."""
        if len(self._words) > WORDS:
            self._words = {}
        words, text = self._words, "\n".join(tokens)
        new = [part for part in set(self._parts.findall(text)).difference(words) if part[0] in self._own]
        words.update(self._marked(self._engine.words(new)))
        out = self._parts.sub(lambda part: words.get(part[0], NUMBER + part[0]), text)
        return out.split("\n") if tokens else []

    def _marked(self, words: dict[str, str]) -> dict[str, str]:
        engine, keeper, heads = self._engine, self._engine.keeper, self._phrases.heads
        for word, out in words.items():
            low = word.lower()
            if not self._put.isdisjoint(word) and keeper.kept(word).length:
                words[word] = CAREFUL + out  # what stays must be what the text has, not what a phrase put
            elif keeper.judge(word) == FOREIGN:
                words[word] = ALIEN + out
            elif keeper.likely(word):
                words[word] = LIKELY + out
            elif (low != word and engine.depends(word)) or engine.doubts(low):
                words[word] = CAREFUL + out
            elif low in heads:
                words[word] = HEAD + out
        return words

    def _odd_token(self, token: str) -> str:
        number = NUMBER if self._phrases.begins(token) else ""
        opens = not self._opens.isdisjoint(token)
        if not opens and self._tracer.touchable.isdisjoint(token):
            return number + token
        traces = self._tracer.traces(token)
        heads = not self._phrases.heads.isdisjoint(WORD.findall(token.lower()))
        told = self._tracer.counted(traces) or any(trace.depends for trace in traces)
        if opens or heads or told or (number and skipped(token, self._engine.keeper.endings)):
            return CAREFUL
        alien = self._foreign(self._tracer.edited(token))
        return number + ALIEN * alien + "".join([trace.output for trace in traces])


def _unsigned(text: str) -> str:
    """Take the signs out; plain replacing is faster than any pattern."""
    for sign in SIGNS:
        text = text.replace(sign, "")
    return text


def _run_of(chars: frozenset[str]) -> str:
    """Write a pattern for a run of these characters; nothing matches a run of none."""
    return f"[{re.escape(''.join(sorted(chars)))}]+" if chars else "(?!)"


def chunks(text: str) -> Iterator[str]:
    """Cut a long text after line ends."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + CHUNK) + 1 or len(text)
        yield text[start:end]
        start = end
