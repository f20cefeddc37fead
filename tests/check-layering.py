#!/usr/bin/env python3
"""Do the rooms keep to the table of layout/meson.build? `check-layering.py SOURCE_ROOT`.

Meson gives each room only the include paths of its row, so most forbidden includes do not compile.
What that cannot see is checked here from the sources: includes by path, a library's header that
comes in through another room's header, and a table that is not a house but a circle.
"""
import pathlib
import re
import sys
import tempfile

import tap

ROW = re.compile(r"^\s*\['(\w+)',\s*\[([^\]]*)\],\s*\[([^\]]*)\]\],", re.M)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)

# Which library a header in <> belongs to, by the start of its name; the names are those of the
# variables in layout/meson.build. Other headers in <> are libc and GLib, open to all.
LIBRARY_HEADERS = [
    ('cairo-ft', 'cairo_ft'), ('cairo', 'cairo'),
    ('pango', 'pango'), ('hb-subset', 'harfbuzz_subset'), ('hb', 'harfbuzz'),
    ('ft2build.h', 'freetype'), ('freetype', 'freetype'), ('fontconfig', 'fontconfig'),
    ('unicode/', 'icu'), ('yaml', 'yaml'), ('cmark', 'cmark'), ('libxml/', 'libxml'), ('qpdf', 'qpdf'), ('gio', 'gio'),
    ('jpeglib', 'jpeg'), ('png', 'png'),
]

# Beyond a room's own row: glyphs are drawn as they were shaped, so draw sees HarfBuzz through
# shape.h; and cli reads files and options with GIO.
ALSO = {'draw': {'harfbuzz'}, 'cli': {'gio'}}


def read_table(layout):
    """{room: (libraries, rooms)}, in the order of the table; cli may use all rooms."""
    def names(text):
        return set(re.findall(r'\w+', text))
    text = (layout / 'meson.build').read_text(encoding='utf-8')
    table = {room: (names(libraries), names(rooms)) for room, libraries, rooms in ROW.findall(text)}
    table['cli'] = (set(), set(table))
    return table


def library_of(header):
    for start, library in LIBRARY_HEADERS:
        if header.startswith(start):
            return library
    return None


def find_circles(table):
    seen, faults = set(), []
    for room, (_, below) in table.items():
        faults += [f'{room} uses {other}, which is not below it' for other in below - seen]
        seen.add(room)
    return faults


def find_faults(layout, table, room):
    libraries, rooms = table[room]
    libraries = {'icu' if name == 'icu_i18n' else name for name in libraries} | ALSO.get(room, set())
    home = {h.name: r for r in table for h in (layout / r).glob('*.h')}
    faults = []
    for source in sorted((layout / room).glob('*.[ch]')):
        for match in INCLUDE.finditer(source.read_text(encoding='utf-8')):
            mark, header = match.groups()
            where = f'{room}/{source.name} includes {header}'
            if mark == '<':
                library = library_of(header)
                if library and library not in libraries:
                    faults.append(f'{where}, but its row does not name {library}')
            elif '/' in header:
                faults.append(f'{where}: by path')
            elif header not in home:
                faults.append(f'{where}, which no room has')
            elif home[header] != room and home[header] not in rooms:
                faults.append(f'{where} of {home[header]}, which is not in its row')
    return faults


def check_tests(root, table):
    """Tests link the whole house, but look at a library only where its room does."""
    faults = []
    for source in sorted((root / 'tests').glob('*/*.c')):
        room = source.parent.name
        for mark, header in INCLUDE.findall(source.read_text(encoding='utf-8')):
            if '..' in header:
                faults.append(f'{room}/{source.name} includes {header}: by path')
            library = library_of(header)
            allowed = table.get(room, (set(), set()))[0] | ALSO.get(room, set())
            if room == 'press':
                allowed = allowed | {'cairo'}  # makes the files that press finishes
            if library in ('cairo', 'cairo_ft', 'harfbuzz', 'harfbuzz_subset') \
                    and library not in allowed:
                faults.append(f'tests/{room}/{source.name} includes {header}')
    return faults


def no_faults(faults):
    assert not faults, '\n'.join(faults)


def catches(files, room, word):
    """The check itself: a small house with one wrong include must be found out."""
    with tempfile.TemporaryDirectory() as name:
        layout = pathlib.Path(name)
        (layout / 'meson.build').write_text(
            "room_table = [\n  ['base', [], []],\n  ['page', [], ['base']],\n"
            "  ['draw', [cairo], ['base', 'page']],\n]\n")
        for path, text in files.items():
            (layout / path).parent.mkdir(exist_ok=True)
            (layout / path).write_text(text)
        faults = find_faults(layout, read_table(layout), room)
        assert len(faults) == 1 and word in faults[0], f'found {faults}'


def main():
    root = pathlib.Path(sys.argv[1])
    layout = root / 'layout'
    table = read_table(layout)

    @tap.case('every folder of layout/ is a room of the table')
    def _():
        folders = {p.name for p in layout.iterdir() if p.is_dir()}
        assert folders == set(table), f'{sorted(folders)} against {sorted(table)}'

    @tap.case('rooms use only rooms below them')
    def _():
        no_faults(find_circles(table))

    for room in table:
        @tap.case(f'{room} includes what its row names')
        def _(room=room):
            no_faults(find_faults(layout, table, room))

    @tap.case('tests look at a library only where its room does')
    def _():
        no_faults(check_tests(root, table))

    below = {'base/base.h': '', 'page/page.h': '#include "base.h"\n', 'draw/draw.h': ''}
    for name, path, text, room, word in [
            ('a room above', 'page/page.c', '#include "draw.h"\n', 'page', 'not in its row'),
            ('a header by path', 'page/page.c', '# include "../draw/draw.h"\n', 'page', 'by path'),
            ('a library of another room', 'page/page.c', '#include <cairo.h>\n', 'page', 'cairo'),
            ('a header of no room', 'draw/draw.c', '#include "gone.h"\n', 'draw', 'no room has')]:
        @tap.case(f'this check finds {name}')
        def _(path=path, text=text, room=room, word=word):
            catches({**below, path: text}, room, word)

    tap.run()


if __name__ == '__main__':
    main()
