#!/usr/bin/env python3
"""Fails when a sentence that a person sees breaks the rules of src/advice/glossary.md.

Sentences are the texts of tr() in src/, the strings of ui/*.ui and the text of resources/pages/*.html. The words to avoid
are read from the glossary's table, so that it cannot say one thing and this check another. A sentence has at most 20
words, a heading 8. Placeholders are looked for in every file of the repository.
"""
import html
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree

TOP = pathlib.Path(__file__).resolve().parents[2]
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
CALL = re.compile(r'\b(?:tr|QT_TRANSLATE_NOOP|QT_TR_NOOP)\(\s*')
LONGEST_SENTENCE, LONGEST_HEADING = 20, 8
SENTENCE_END = re.compile(r'(?<=[.?!])["\')]*\s+|\n|•')
# What stands first: the headline of a diagnosis (after its code), of a notice, of a dialog, of a page or a card.
HEADING_CALL = re.compile(
    r'(?:(?:QStringLiteral\()?"[A-Z][A-Z0-9-]+"\)?,\s*(?:Text::)?'
    r'|showText\(\s*(?:[\w:.]+|[^;{}]*?\?[^;{}]*?:[^;{}]*?),\s*(?:\w+::)?'
    r'|headline = (?:Text::)?|new Question\([^;]*?\),\s*)tr\(\s*')
# Words that stand where somebody meant to come back. Written apart, so that this file does not find itself.
PLACEHOLDERS = re.compile(r'\b(TO' r'DO|FIX' r'ME|T' r'BD|TIME' r'_[A-Z]+|lorem' r' ipsum)\b')
# mktemp's pattern and the like, and third-party words that only look like it.
NO_PLACEHOLDER_FILES = {'tests/interop/package-lock.json'}


def glossary():
    """(pattern, what to say instead), from the rows of the glossary's table: | say | `word`, `word` |"""
    rules = []
    for line in (TOP / 'src/advice/glossary.md').read_text().splitlines():
        cells = [cell.strip() for cell in line.split('|')]
        if len(cells) != 4:
            continue
        for word in re.findall(r'`([^`]+)`', cells[2]):
            start = r'\b' if word[0].isalnum() else ''
            end = r'\b' if word[-1].isalnum() else ''
            rules.append((re.compile(start + re.escape(word) + end, re.IGNORECASE), re.sub('`', '', cells[1])))
    assert len(rules) > 10, 'the glossary has no table'
    return rules


def text_at(source, at):
    """The C++ literals that begin there, joined."""
    text = ''
    while match := LITERAL.match(source, at):
        text += match.group(1)
        at = match.end()
        at += len(source[at:]) - len(source[at:].lstrip())
    return text


def sentences():
    """(where, text) of everything that a person sees."""
    for path in sorted((TOP / 'src').rglob('*.cpp')) + sorted((TOP / 'src').rglob('*.h')):
        source = path.read_text()
        for call in CALL.finditer(source):
            if text := text_at(source, call.end()):
                where = f'{path.relative_to(TOP)}:{source.count(chr(10), 0, call.start()) + 1}'
                yield where, text.replace(r'\"', '"').replace(r'\n', '\n')
    for path in sorted((TOP / 'ui').glob('*.ui')):
        for node in xml.etree.ElementTree.parse(path).iter('string'):
            if node.text and node.get('notr') != 'true':
                yield str(path.relative_to(TOP)), node.text
    for path in sorted((TOP / 'resources/pages').glob('*.html')):
        text = re.sub(r'<(style|script)\b.*?</\1>', '', path.read_text(), flags=re.DOTALL)
        for part in re.split(r'<[^>]*>', text):
            if part.strip():
                yield str(path.relative_to(TOP)), html.unescape(part.strip())


def longest(text):
    """The number of words of the longest sentence in a text."""
    return max((len(sentence.split()) for sentence in SENTENCE_END.split(text) if sentence), default=0)


def headings():
    """(where, text) of everything that a person reads as a heading."""
    for folder in ('advice', 'wizard'):
        for path in sorted((TOP / 'src' / folder).glob('*.cpp')):
            source = path.read_text()
            calls = [call.end() for call in HEADING_CALL.finditer(source)]
            if path.name == 'StepTitles.cpp':
                titles = source[source.index('QString title('):source.index('QString lead(')]
                calls += [source.index(titles) + call.end() for call in CALL.finditer(titles)]
            for at in calls:
                if text := text_at(source, at):
                    yield f'{path.relative_to(TOP)}:{source.count(chr(10), 0, at) + 1}', text
    for path in sorted((TOP / 'ui').glob('*.ui')):
        for widget in xml.etree.ElementTree.parse(path).iter('widget'):
            if re.search('(TitleLabel|Heading)$', widget.get('name', '')):
                for text in widget.findall("property[@name='text']/string"):
                    if text.text:
                        yield str(path.relative_to(TOP)), text.text


def main():
    rules = glossary()
    findings, count = [], 0
    for where, text in sentences():
        count += 1
        if (words := longest(text)) > LONGEST_SENTENCE:
            findings.append(f'{where}: a sentence of {words} words: {text!r}')
        for pattern, say in rules:
            if match := pattern.search(text):
                findings.append(f'{where}: "{match.group(0)}": say "{say}": {text!r}')
    assert count > 500, f'only {count} sentences were found'
    heading_count = 0
    for where, text in headings():
        heading_count += 1
        if (words := len(text.split())) > LONGEST_HEADING:
            findings.append(f'{where}: a heading of {words} words: {text!r}')
    assert heading_count > 300, f'only {heading_count} headings were found'
    files = subprocess.run(['git', 'ls-files', '-z'], cwd=TOP, capture_output=True, check=True, text=True)
    for name in filter(None, files.stdout.split('\0')):
        if name in NO_PLACEHOLDER_FILES or not (TOP / name).is_file():
            continue
        try:
            lines = (TOP / name).read_text().splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, 1):
            if match := PLACEHOLDERS.search(line):
                findings.append(f'{name}:{number}: placeholder "{match.group(0)}"')
    print(*findings, sep='\n')
    print(f'{count} sentences and {heading_count} headings read, {len(findings)} findings')
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main())
