"""Takes HTML out of a text, for models whose training did."""

import re

# White space as JavaScript has it: Python's own \s holds other characters.
SPACE = "[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
# A longer run after "<" is no tag. In UTF-16 units.
LONGEST_TAG = 2000
TAG = re.compile(f"<(/?)([a-zA-Z][a-zA-Z0-9]{{0,20}})(?:(?:{SPACE}|/)([^<>]*))?>")
ENTITY = re.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}[0-9]{0,2}));")
SMALL = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def utf16_length(text):
    return len(text) + sum(character > "\uffff" for character in text)


class Search:
    """Searches that found nothing are not begun again: else a hostile text costs its square."""

    def __init__(self, text):
        self.text, self.missing = text, set()

    def behind(self, end, start):
        """Behind the next `end` from `start` on; -1 when there is none."""
        at = -1 if end in self.missing else self.text.find(end, start)
        if at < 0:
            self.missing.add(end)
        return at if at < 0 else at + len(end)


class MarkupStripper:
    """Takes `markup` of `tokenizer` in settings.json, or None: then nothing is taken out.

    `inline` are tags that cut no word, `silent` those whose content is no text, `entities` what each entity means.
    What comes out of a clean text has to be cleaned again.
    """

    def __init__(self, markup):
        self.markup = markup
        if markup:
            self.inline, self.silent = set(markup["inline"].split(" ")), set(markup["silent"].split(" "))

    def __call__(self, text):
        if self.markup is None:
            return text
        return ENTITY.sub(self.decode, self.without_tags(text) if "<" in text else text)

    def decode(self, match):
        decimal, hexadecimal, name = match.groups()
        if name is not None:
            return self.markup["entities"].get(name, match.group())
        point = int(hexadecimal, 16) if decimal is None else int(decimal)
        return chr(point) if 0 < point <= 0x10FFFF and not 0xD800 <= point < 0xE000 else "\ufffd"

    def without_tags(self, text):
        search = Search(text.translate(SMALL))
        pieces, kept, at = [], 0, text.find("<")
        while at >= 0:
            end, instead = self.comment_at(text, at, search) if text.startswith("<!--", at) else self.tag_at(text, at, search)
            if end >= 0:
                pieces += [text[kept:at], instead]
                kept = end
            at = text.find("<", max(at + 1, kept))
        return "".join([*pieces, text[kept:]])

    def comment_at(self, text, at, search):
        """Where the comment ends, -1 for none, and what takes its place."""
        return search.behind("-->", at + 4), " "

    def tag_at(self, text, at, search):
        """Where the tag ends, -1 for none, and what takes its place."""
        match = TAG.match(text, at)
        if not match or utf16_length(match.group(3) or "") > LONGEST_TAG:
            return -1, ""
        name = match.group(2).lower()
        closed = search.behind(f"</{name}>", match.end()) if match.group(1) == "" and name in self.silent else -1
        if closed >= 0:
            return closed, " "
        return match.end(), "" if name in self.inline else " "
