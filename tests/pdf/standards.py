#!/usr/bin/env python3
"""What PDF/X-4 and PDF/UA-1 ask of a finished file, checked one by one: `standards.py x4|ua FILE`.

It knows only what our files can do wrong; veraPDF (tests/conformance) knows PDF/A and PDF/UA whole.
Clauses of X-4 are those of ISO 15930-7, of UA those of ISO 14289-1.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from objects import File, Stream, operations, text_of  # noqa: E402

PAINT = {'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 's', 'S', 'sh', 'Do', 'Tj', 'TJ', "'", '"'}


def metadata(file):
    return file.follow(file.root['/Metadata']).data.decode('utf-8')


def said(xmp, name):
    found = re.search(rf'<{name}>(.*?)</{name}>', xmp, re.S)
    return re.sub(r'<[^>]*>', '', found.group(1)).strip() if found else None


def streams(file):
    """Contents of pages and of the forms that they draw."""
    for reference, page in file.pages:
        yield file.content(page)
    for value in file.objects.values():
        if isinstance(value, Stream) and value.dict.get('/Subtype') == '/Form':
            yield value.data


def used(file):
    return [operation for content in streams(file) for operation in operations(content)]


def fonts(file):
    for name, value in file.objects.items():
        if isinstance(value, dict) and value.get('/Type') == '/FontDescriptor':
            yield name, value


# --- PDF/X-4 ---

def x4_header(file):
    assert re.match(rb'%PDF-1\.[3-6]\n%[\x80-\xff]{4}', file.raw), file.raw[:16]
    assert '/ID' in file.trailer and '/Encrypt' not in file.trailer


def x4_claims(file):
    xmp, info = metadata(file), file.get(file.trailer, '/Info')
    assert said(xmp, 'pdfxid:GTS_PDFXVersion') == 'PDF/X-4'
    for name in ('dc:title', 'xmp:CreateDate', 'xmp:ModifyDate', 'xmp:MetadataDate', 'xmpMM:DocumentID',
                 'xmpMM:RenditionClass', 'xmpMM:VersionID'):
        assert said(xmp, name), name
    assert info['/Trapped'] == '/' + said(xmp, 'pdf:Trapped') in ('/True', '/False')


def x4_intent(file):
    intents = [file.follow(i) for i in file.get(file.root, '/OutputIntents', default=[])]
    found = [i for i in intents if i['/S'] == '/GTS_PDFX']
    assert len(found) == 1 and text_of(found[0]['/OutputConditionIdentifier'])
    profile = file.follow(found[0]['/DestOutputProfile'])
    assert profile.data[12:20] == b'prtrCMYK' and profile.dict['/N'] == 4


def x4_boxes(file):
    def lies_in(inner, outer):
        return (inner[0] >= outer[0] and inner[1] >= outer[1] and
                inner[2] <= outer[2] and inner[3] <= outer[3])
    for _, page in file.pages:
        assert '/ArtBox' not in page
        assert lies_in(page['/TrimBox'], page['/BleedBox'])
        assert lies_in(page['/BleedBox'], page['/MediaBox'])


def x4_colours(file):
    assert not {operator for operator, _ in used(file)} & {'rg', 'RG'}
    left = [path for path, value in file.values()
            if value == '/DeviceRGB' and not path.endswith('/Alternate')]
    assert not left, left[:5]


def x4_fonts(file):
    for name, value in fonts(file):
        assert any(key in value for key in ('/FontFile', '/FontFile2', '/FontFile3')), name


def x4_forbidden(file):
    """Actions, scripts, annotations in the print area, transfer curves, LZW, alternate images."""
    for path, value in file.values():
        assert value != '/LZWDecode', path
        if isinstance(value, dict):
            bad = {'/TR', '/HTP', '/OPI', '/PS', '/Alternates', '/AA', '/OpenAction', '/JavaScript',
                   '/Annots'} & value.keys()
            assert not bad, f'{path}: {bad}'
            assert not ('/TR2' in value and value['/TR2'] != '/Default'), path
            assert value.get('/Type') != '/Action', path


def x4_states(file):
    """A stretch that overprints is one of black alone."""
    for content in streams(file):
        overprints = False
        for operator, operands in operations(content):
            if operator == 'gs' and operands[0] in (b'/BxOver', b'/BxKnock'):
                overprints = operands[0] == b'/BxOver'
            if operator in ('k', 'K') and overprints:
                assert [float(n) for n in operands[:3]] == [0, 0, 0], operands


# --- PDF/UA-1 ---

def ua_claims(file):
    assert said(metadata(file), 'pdfuaid:part') == '1' and said(metadata(file), 'dc:title')
    assert file.get(file.root, '/ViewerPreferences', '/DisplayDocTitle') is True
    assert file.get(file.root, '/MarkInfo', '/Marked') is True
    assert text_of(file.root.get('/Lang'))


def walk_marks(content):
    """(number or None for an artifact, tag) of every stretch; everything painted is in one."""
    open_marks, found = [], []
    for operator, operands in operations(content):
        if operator in ('BDC', 'BMC'):
            tag = operands[0].decode()[1:]
            number = re.search(rb'/MCID (\d+)', b' '.join(operands))
            assert tag == 'Span' or not open_marks, f'{tag} inside {open_marks[-1]}'
            open_marks.append(tag)
            if tag != 'Span':
                found.append((int(number.group(1)) if number else None, tag))
        elif operator == 'EMC':
            open_marks.pop()
        elif operator in PAINT:
            assert open_marks, f'{operator} is neither tagged nor an artifact'
    assert not open_marks
    return found


def ua_content(file):
    for _, page in file.pages:
        for number, tag in walk_marks(file.content(page)):
            assert (number is None) == (tag == 'Artifact')


def elements(file):
    """(element, reference) below the root, in reading order."""
    def walk(reference):
        element = file.follow(reference)
        yield element, reference
        kids = file.follow(element.get('/K', []))
        for kid in kids if isinstance(kids, list) else [element['/K']]:
            if isinstance(file.follow(kid), dict) and '/S' in file.follow(kid):
                yield from walk(kid)
    yield from walk(file.get(file.root, '/StructTreeRoot')['/K'])


def contents_of(file, element):
    """(page, number) of the marked contents of an element."""
    kids = file.follow(element.get('/K', []))
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = file.follow(kid)
        if isinstance(kid, int):
            yield element['/Pg'], kid
        elif isinstance(kid, dict) and kid.get('/Type') == '/MCR':
            yield kid['/Pg'], kid['/MCID']


def ua_tree(file):
    """The tree, the way back from each content, and the tags in the content say the same."""
    owners = {place: (reference, element['/S'][1:]) for element, reference in elements(file)
              for place in contents_of(file, element)}
    numbers = file.get(file.root, '/StructTreeRoot', '/ParentTree', '/Nums')
    parents = dict(zip(numbers[::2], numbers[1::2]))
    seen = set()
    for reference, page in file.pages:
        back = file.follow(parents[page['/StructParents']])
        for number, tag in walk_marks(file.content(page)):
            if number is not None:
                owner, name = owners[reference, number]
                assert back[number] == owner and name == tag, (reference, number, tag, name)
                seen.add((reference, number))
    assert seen == owners.keys()


def ua_heads(file):
    ranks = [int(element['/S'][2:]) for element, _ in elements(file)
             if re.fullmatch('/H[1-6]', element['/S'])]
    assert ranks and ranks[0] == 1 and all(b <= a + 1 for a, b in zip(ranks, ranks[1:])), ranks


def ua_figures(file):
    for element, _ in elements(file):
        assert element['/S'] != '/Figure' or text_of(element.get('/Alt')), element


def ua_links(file):
    for _, page in file.pages:
        for annotation in map(file.follow, file.get(page, '/Annots', default=[])):
            assert text_of(annotation['/Contents']) and '/StructParent' in annotation
            assert annotation['/F'] & 4 and page['/Tabs'] == '/S'


def ua_glyphs(file):
    """No .notdef: glyph 0 of a composite font."""
    for content in streams(file):
        for operator, operands in operations(content):
            if operator in ('Tj', 'TJ'):
                for text in operands:
                    codes = re.sub(rb'\s', b'', text.strip(b'<>')) if text[:1] == b'<' else b''
                    assert b'0000' not in [codes[i:i + 4] for i in range(0, len(codes), 4)]


CHECKS = {
    'x4': [x4_header, x4_claims, x4_intent, x4_boxes, x4_colours, x4_fonts, x4_forbidden, x4_states,
           ua_glyphs],
    'ua': [ua_claims, ua_content, ua_tree, ua_heads, ua_figures, ua_links, ua_glyphs, x4_fonts],
}


def faults(standard, path):
    """Names of the checks that fail, with the reason."""
    try:
        file = File(path)
    except AssertionError as error:
        return {'readable': str(error)}
    found = {}
    for check in CHECKS[standard]:
        try:
            check(file)
        except Exception as error:  # a missing key is a fault of the file, too
            found[check.__name__] = f'{type(error).__name__}: {error}'
    return found


if __name__ == '__main__':
    problems = faults(sys.argv[1], pathlib.Path(sys.argv[2]))
    for name, why in problems.items():
        print(f'{name}: {why}')
    sys.exit(1 if problems else 0)
