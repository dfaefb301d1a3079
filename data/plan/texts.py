"""Words in the plan's languages, and the strict record every part of a plan is."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator


class Record(BaseModel):
    """An immutable part of a plan that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Record):
    """A text in several languages, the plan's first language first.

    In a plan file the languages are keys beside `unofficial`, which lists those translated by us:
    `{en: Goals, fr: Buts, unofficial: [fr]}`.
    """

    by_language: dict[str, str]
    unofficial: tuple[str, ...] = ()

    @classmethod
    def of(cls, *, unofficial: tuple[str, ...] = (), **texts: str) -> "Words":
        """Words written in code: `Words.of(en="States", fr="États")`; the first is the fallback."""
        return cls(by_language=texts, unofficial=unofficial)

    @model_validator(mode="before")
    @classmethod
    def _gather_languages(cls, given: object, info: ValidationInfo) -> object:
        if not isinstance(given, Mapping):
            raise _refused("words are written one key a language, such as {en: Goals, fr: Buts}")
        if "by_language" in given:
            return given
        texts = {str(key): text for key, text in given.items() if key != "unofficial"}
        unofficial = given.get("unofficial") or []
        if not isinstance(unofficial, list):
            raise _refused("unofficial is a list of languages, such as [fr]")
        languages = tuple((info.context or {}).get("languages") or texts)
        if faults := list(_faults(texts, unofficial, languages)):
            raise _refused("; ".join(faults))
        # The plan's first language leads whatever the order in the file: it is the fallback.
        return {"by_language": {lang: texts[lang] for lang in languages}, "unofficial": unofficial}

    def text(self, lang: str) -> str:
        """The text in `lang`, or in the plan's first language where there is none."""
        return self.by_language.get(lang) or next(iter(self.by_language.values()))

    def is_unofficial(self, lang: str) -> bool:
        """Whether the text in `lang` is our translation rather than the organisation's own."""
        return lang in self.unofficial


def _refused(sentence: str) -> ValueError:
    return ValueError(sentence)  # pydantic reports ValueErrors, and nothing else


def _faults(
    texts: Mapping[str, object], unofficial: list[object], languages: tuple[str, ...]
) -> Iterator[str]:
    for lang in languages:
        text = texts.get(lang)
        if text is None:
            yield f"the text in “{lang}” is missing"
        elif not isinstance(text, str) or not text.strip():
            yield f"the text in “{lang}” has to be words; put it in quotes"
    for extra in texts:
        if extra not in languages:
            yield f"“{extra}” is not one of the plan's languages ({', '.join(languages)})"
    for marked in unofficial:
        if marked not in list(texts):
            yield f"“{marked}” is listed as unofficial but has no text"
