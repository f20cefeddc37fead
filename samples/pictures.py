#!/usr/bin/env python3
"""Draws the pictures of the samples: `samples/pictures.py [NAME…]`. Needs Pillow (python3-pil).

They are made by rule from a fixed seed, so that nobody's photograph is needed, and drawn at twice
their size, which is all the smoothing there is. What a picture shows stands in its article.
"""
import math
import pathlib
import random
import sys

from PIL import Image, ImageChops, ImageDraw, ImageFilter

HERE = pathlib.Path(__file__).resolve().parent
SCALE = 2
PICTURES = {}  # "article/file" → (width, height, function)


def picture(name, width, height):
    def keep(function):
        PICTURES[name] = (width, height, function)
        return function
    return keep


# --- tools ------------------------------------------------------------------------------------


def colour(code):
    return tuple(int(code[i:i + 2], 16) for i in (0, 2, 4))


def mix(a, b, share):
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b))


def gradient(size, *codes):
    """Colours from the top to the foot."""
    strip = Image.new('RGB', (1, len(codes)))
    strip.putdata([colour(c) for c in codes])
    return strip.resize(size, Image.BICUBIC)


def glow(image, shape, code, blur, strength=1.0):
    """Light: a shape drawn by `shape (draw)` in white on black, blurred and added."""
    mask = Image.new('L', image.size)
    shape(ImageDraw.Draw(mask))
    mask = mask.filter(ImageFilter.GaussianBlur(blur)).point(lambda v: int(v * strength))
    light = Image.composite(Image.new('RGB', image.size, colour(code)),
                            Image.new('RGB', image.size), mask)
    image.paste(ImageChops.screen(image, light))


def veil(image, shape, code, strength):
    """A shape of a colour that lets through what is under it."""
    mask = Image.new('L', image.size)
    shape(ImageDraw.Draw(mask))
    image.paste(Image.new('RGB', image.size, colour(code)), mask=mask.point(lambda v: int(v * strength)))


def wave(rng, roughness, octaves=6):
    """A function of x in 0 … 1 between about -1 and 1."""
    parts = [(rng.uniform(0.7, 1.3) * roughness ** k, (1.7 ** k) * rng.uniform(0.8, 1.2),
              rng.uniform(0, 7)) for k in range(octaves)]
    whole = sum(a for a, _, _ in parts)
    return lambda x: sum(a * math.sin(6.3 * f * x + p) for a, f, p in parts) / whole


def ridge(draw, rng, size, level, height, fill, roughness=0.6):
    """A range of hills; gives its outline as a function."""
    width, depth = size
    outline = wave(rng, roughness, 8)
    points = [(x, depth * (level - height * outline(x / width))) for x in range(0, width + 8, 8)]
    draw.polygon(points + [(width, depth), (0, depth)], fill=fill)
    return lambda x: depth * (level - height * outline(x / width))


def ranges(image, rng, levels, height, far, near, roughness=0.6):
    """Hills behind hills, from a far colour to a near one; gives the nearest outline."""
    draw = ImageDraw.Draw(image)
    for i, level in enumerate(levels):
        fill = mix(colour(far), colour(near), i / max(1, len(levels) - 1))
        outline = ridge(draw, rng, image.size, level, height * (1 - 0.08 * i), fill, roughness)
    return outline


def disc(draw, x, y, r, **how):
    draw.ellipse((x - r, y - r, x + r, y + r), **how)


def polar(x, y, r, angle):
    return x + r * math.cos(angle), y + r * math.sin(angle)


# --- lighthouse -------------------------------------------------------------------------------


@picture('lighthouse/lamp.jpg', 1800, 1100)
def lamp(size, rng):
    w, h = size
    image = gradient(size, '1d2f4e', '3c5574', 'c98d6b', 'f0c48f', '35506b', '14243a')
    draw = ImageDraw.Draw(image)
    x, y = w * 0.74, h * 0.30
    for i in range(150):  # the sea's glitter
        top = h * (0.62 + 0.38 * (i / 150) ** 1.5)
        half = w * (0.01 + 0.10 * i / 150) * rng.random()
        at = w * 0.42 + rng.gauss(0, w * 0.06)
        draw.line((at - half, top, at + half, top), fill=mix(colour('f3cf9c'), colour('2a4460'), i / 180),
                  width=3)
    cliff = [(w, h), (w * 0.52, h), (w * 0.56, h * 0.78), (w * 0.62, h * 0.70), (w * 0.66, h * 0.60),
             (w * 0.86, h * 0.57), (w, h * 0.50)]
    draw.polygon(cliff, fill=colour('101a28'))
    glow(image, lambda d: d.polygon([(x, y), (0, h * 0.16), (0, h * 0.40)], fill=200), 'ffe3ae', 30, 0.55)
    glow(image, lambda d: d.polygon([(x, y), (w, h * 0.24), (w, h * 0.34)], fill=200), 'ffe3ae', 30, 0.45)
    draw.polygon([(x - w * .020, h * .59), (x + w * .020, h * .59), (x + w * .013, h * .34),
                  (x - w * .013, h * .34)], fill=colour('e9e2d4'))
    draw.rectangle((x - w * .016, h * .33, x + w * .016, h * .345), fill=colour('101a28'))
    draw.rectangle((x - w * .010, h * .275, x + w * .010, h * .33), fill=colour('ffe9bd'))
    draw.polygon([(x - w * .013, h * .275), (x + w * .013, h * .275), (x, h * .245)], fill=colour('101a28'))
    glow(image, lambda d: disc(d, x, y, w * .022, fill=255), 'fff0cc', 26)
    return image


@picture('lighthouse/stairs.jpg', 1200, 900)
def stairs(size, rng):
    w, h = size
    image = Image.new('RGB', size, colour('20262c'))
    draw = ImageDraw.Draw(image)
    x, y, steps = w * 0.52, h * 0.47, 142
    for i in range(steps):
        a, b = i * 0.178, (i + 1) * 0.178
        r = w * 2.3 * 0.968 ** i
        fill = mix(colour('c9beab') if i % 2 else colour('8d8678'), colour('1b2026'), i / steps)
        draw.polygon([(x, y), polar(x, y, r, a), polar(x, y, r * 0.984, b)], fill=fill)
        draw.line([polar(x, y, r, a), polar(x, y, r * 0.984, b)], fill=colour('b5523b'), width=9)
    glow(image, lambda d: disc(d, x, y, w * .018, fill=255), 'ffdca0', 24)
    disc(draw, x, y, w * .016, fill=colour('fff1d0'))
    return image


# --- watches ----------------------------------------------------------------------------------


@picture('watches/portrait.jpg', 800, 1000)
def portrait(size, rng):
    w, h = size
    image = gradient(size, 'd9c7a3', 'c4a777')
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, w * .5, h), fill=colour('b08d57'))
    disc(draw, w * .5, h * 1.02, w * .46, fill=colour('27313b'))
    draw.polygon([(w * .42, h * .58), (w * .58, h * .58), (w * .60, h * .74), (w * .40, h * .74)],
                 fill=colour('d9a982'))
    draw.ellipse((w * .31, h * .22, w * .69, h * .66), fill=colour('e8bd96'))
    draw.pieslice((w * .31, h * .22, w * .69, h * .66), 270, 90, fill=colour('d3a079'))
    draw.pieslice((w * .29, h * .17, w * .71, h * .58), 180, 360, fill=colour('2b2320'))
    disc(draw, w * .585, h * .43, w * .075, fill=colour('1b2026'))
    disc(draw, w * .585, h * .43, w * .045, fill=colour('8fb4c2'))
    draw.line((w * .66, h * .42, w * .72, h * .37), fill=colour('1b2026'), width=10)
    draw.arc((w * .385, h * .40, w * .465, h * .45), 200, 340, fill=colour('2b2320'), width=8)
    draw.arc((w * .44, h * .52, w * .56, h * .58), 20, 160, fill=colour('9c5f46'), width=8)
    draw.polygon([(w * .40, h * .70), (w * .5, h * .82), (w * .60, h * .70), (w * .5, h * .74)],
                 fill=colour('efe6d4'))
    return image


def gear(draw, x, y, r, teeth, fill, hole):
    points = []
    for i in range(teeth * 4):
        radius = r if i % 4 in (1, 2) else r * 0.90
        points.append(polar(x, y, radius, 2 * math.pi * (i - 0.5) / (teeth * 4)))
    draw.polygon(points, fill=fill)
    for i in range(5):
        disc(draw, *polar(x, y, r * 0.55, i * 1.2566 + 0.3), r * 0.21, fill=hole)
    disc(draw, x, y, r * 0.10, fill=hole)


@picture('watches/gears.png', 1400, 900)
def gears(size, rng):
    w, h = size
    ground = colour('efe8da')
    image = Image.new('RGB', size, ground)
    draw = ImageDraw.Draw(image)
    disc(draw, w * .50, h * .50, h * .47, outline=colour('c8b98f'), width=8)
    for x, y, r, teeth, code in [(.36, .42, .25, 60, 'b8953f'), (.60, .62, .19, 44, '8a8d8f'),
                                 (.66, .28, .14, 32, 'b5523b'), (.22, .74, .12, 26, '2f3b46')]:
        gear(draw, w * x, h * y, h * r, teeth, colour(code), ground)
    x, y = w * .84, h * .58
    points = [polar(x, y, h * (.03 + .0027 * i), i * .17) for i in range(75)]
    draw.line(points, fill=colour('2f3b46'), width=5, joint='curve')
    disc(draw, x, y, h * .27, outline=colour('b8953f'), width=14)
    draw.line((x - h * .27, y, x + h * .27, y), fill=colour('b8953f'), width=8)
    return image


# --- rain -------------------------------------------------------------------------------------


@picture('rain/rain.png', 1800, 1100)
def rain(size, rng):
    w, h = size
    image = Image.new('RGB', size, colour('e4e5df'))
    draw = ImageDraw.Draw(image)
    for left, right, top, foot, code in [(.05, .44, .52, .74, '6e7f84'), (.38, .72, .58, .80, 'a2513c'),
                                         (.66, .98, .50, .72, '3f5a49')]:
        middle = (left + right) / 2
        draw.polygon([(w * middle, h * top), (w * right, h * foot), (w * left, h * foot)],
                     fill=colour(code))
        draw.rectangle((w * (left + .04), h * foot, w * (right - .04), h), fill=colour('cfcabb'))
    for i in range(900):
        near = rng.random()
        x, y = rng.uniform(-.05, 1.1) * w, rng.uniform(-.1, 1) * h
        length = h * (.03 + .10 * near)
        shade = mix(colour('b9c3c6'), colour('33454f'), near)
        draw.line((x, y, x - length * .28, y + length), fill=shade, width=2 + int(4 * near))
    return image


# --- dumplings, signboards --------------------------------------------------------------------


@picture('dumplings/steam.jpg', 1800, 1100)
def steam(size, rng):
    w, h = size
    image = gradient(size, '0f1a2c', '1b2a42', '2b3448')
    draw = ImageDraw.Draw(image)
    for i in range(9):
        left = w * (.02 + .11 * i)
        top = h * rng.uniform(.12, .45)
        draw.rectangle((left, top, left + w * .10, h), fill=mix(colour('16223a'), colour('0b1322'), rng.random()))
        for k in range(26):
            x, y = left + w * .02 * (k % 4 + .6), top + h * .06 * (k // 4 + .7)
            if rng.random() < .22:
                draw.rectangle((x, y, x + w * .009, y + h * .025), fill=colour('c79a55'))
    draw.rectangle((w * .30, h * .52, w * .74, h), fill=colour('f3b65c'))
    draw.rectangle((w * .30, h * .52, w * .74, h * .60), fill=colour('b1392e'))
    for i in range(1, 4):
        draw.rectangle((w * (.30 + .11 * i) - 5, h * .60, w * (.30 + .11 * i) + 5, h), fill=colour('6b3a22'))
    for x in (.36, .47, .58, .68):
        disc(draw, w * x, h * .83, w * .022, fill=colour('43261a'))
        draw.rectangle((w * (x - .030), h * .86, w * (x + .030), h), fill=colour('43261a'))
    glow(image, lambda d: d.rectangle((w * .30, h * .60, w * .74, h), fill=255), 'ffb85a', 80, .5)
    for i in range(16):
        x = w * rng.gauss(.52, .10)
        r = w * rng.uniform(.02, .06)
        glow(image, lambda d, x=x, r=r, y=h * rng.uniform(.18, .56): disc(d, x, y, r, fill=150), 'd8d4cf', 45, .33)
    return image


@picture('signboards/neon.jpg', 1800, 1100)
def neon(size, rng):
    w, h = size
    image = gradient(size, '0c1022', '181a34', '2d2340', '14121f')
    draw = ImageDraw.Draw(image)
    for side in (-1, 1):  # two fronts of houses that go towards each other
        for i in range(7):
            x = w * (.5 + side * (.06 + .44 * (1 - i / 7) ** 1.4))
            draw.rectangle((min(x, w * (.5 + side * .6)), h * .04 * i, max(x, w * (.5 + side * .6)), h),
                           fill=mix(colour('232a47'), colour('0d0f1d'), 1 - i / 7))
    tubes = ['ff5a4f', 'ffd24a', '4fe0d0', 'ff7ac0', '7fd6ff', 'fff0d8']
    for i in range(34):
        near = i / 33
        side = 1 if i % 2 else -1
        x = w * (.5 + side * (.04 + .37 * near * rng.uniform(.8, 1.15)))
        y = h * (.36 - .34 * near + rng.uniform(-.04, .18 + .30 * near))
        bw, bh = w * (.02 + .085 * near), h * (.08 + .30 * near)
        if rng.random() < .4:
            bw, bh = bh * .95, bw * .75
        box = (x - bw / 2, y, x + bw / 2, y + bh)
        draw.rectangle(box, fill=colour('16172a'))
        if rng.random() < .28:  # gone dark
            draw.rectangle(box, outline=colour('3a3f58'), width=5)
            continue
        code = rng.choice(tubes)
        inner = (box[0] + bw * .12, y + bh * .08, box[2] - bw * .12, y + bh * .92)
        glow(image, lambda d, b=inner: d.rectangle(b, outline=255, width=20), code, 26, .9)
        draw.rectangle(inner, outline=mix(colour(code), (255, 255, 255), .5), width=7)
        rows = max(1, int(bh / bw * 1.6))
        for k in range(rows):
            ky = y + bh * (.18 + .72 * k / rows)
            draw.line((x - bw * .22, ky, x + bw * .22, ky - bw * .04), fill=colour(code), width=8)
            draw.line((x, ky - bw * .12, x - bw * .05, ky + bw * .22), fill=colour(code), width=8)
    return image


@picture('signboards/strokes.png', 1400, 1000)
def strokes(size, rng):
    w, h = size
    image = Image.new('RGB', size, colour('f2ede2'))
    draw = ImageDraw.Draw(image)
    for i in range(1, 8):  # the squared paper of a sign writer
        for line in ((w * i / 8, 0, w * i / 8, h), (0, h * i / 8, w, h * i / 8)):
            draw.line(line, fill=colour('d9cdb8'), width=3)
    ink = colour('171412')

    def stroke(points, fill=ink):
        draw.polygon([(w * x, h * y) for x, y in points], fill=fill)

    stroke([(.12, .22), (.16, .17), (.46, .15), (.53, .10), (.57, .17), (.49, .24), (.13, .26)])
    stroke([(.30, .08), (.38, .06), (.37, .52), (.33, .60), (.29, .52)])
    stroke([(.10, .47), (.14, .42), (.50, .39), (.57, .34), (.61, .42), (.53, .48), (.11, .52)])
    stroke([(.30, .55), (.36, .55), (.24, .80), (.08, .93), (.06, .90), (.18, .76)])
    stroke([(.36, .54), (.41, .54), (.46, .74), (.60, .88), (.56, .94), (.42, .84), (.36, .68)])
    stroke([(.68, .12), (.76, .10), (.75, .80), (.70, .92), (.60, .82), (.62, .79), (.68, .82)],
           colour('b23a2a'))
    stroke([(.64, .30), (.68, .25), (.88, .23), (.94, .18), (.97, .25), (.91, .31), (.65, .34)])
    stroke([(.80, .40), (.87, .36), (.95, .56), (.90, .62)])
    return image


# --- orchestra --------------------------------------------------------------------------------


@picture('orchestra/shaft.jpg', 1800, 1100)
def shaft(size, rng):
    w, h = size
    image = gradient(size, '8fa3a8', 'cfc6ae', 'e8b27a', 'c97b52')
    draw = ImageDraw.Draw(image)
    disc(draw, w * .30, h * .47, w * .055, fill=colour('fbe6bd'))
    ranges(image, rng, (.58, .68, .80), .10, 'a98467', '3b332e')
    black = colour('16130f')
    top, foot = (w * .62, h * .16), h * .93
    for x in (.57, .67):
        draw.line((*top, w * x, foot), fill=black, width=26)
    draw.line((*top, w * .86, foot), fill=black, width=22)
    for i in range(1, 7):
        y = h * (.16 + .13 * i)
        half = w * .05 * (y - top[1]) / (foot - top[1])
        draw.line((top[0] - half, y, top[0] + half, y), fill=black, width=10)
        draw.line((top[0] - half, y, top[0] + half * .8, y - h * .12), fill=black, width=8)
    for x in (.595, .645):
        disc(draw, w * x, h * .16, w * .034, outline=black, width=14)
        for k in range(6):
            draw.line((w * x, h * .16, *polar(w * x, h * .16, w * .034, k * 1.047)), fill=black, width=5)
    draw.polygon([(0, h), (0, h * .93), (w, h * .90), (w, h)], fill=black)
    draw.rectangle((w * .40, h * .80, w * .56, h * .95), fill=black)
    for i in range(5):
        draw.rectangle((w * (.415 + .028 * i), h * .835, w * (.430 + .028 * i), h * .865), fill=colour('f0b45c'))
    return image


@picture('orchestra/rehearsal.jpg', 1400, 900)
def rehearsal(size, rng):
    w, h = size
    image = gradient(size, '3a2a22', '6e4a33', 'a8744a')
    glow(image, lambda d: d.polygon([(w * .5, -h * .2), (w * .08, h), (w * .92, h)], fill=150), 'ffcf8a', 90, .6)
    draw = ImageDraw.Draw(image)
    for row in range(5):
        for i in range(7 + row):
            x = w * (.5 + (i - (6 + row) / 2) * (.075 + .014 * row))
            y = h * (.34 + .105 * row + .012 * abs(i - (6 + row) / 2))
            s = w * (.016 + .0045 * row)
            shade = mix(colour('2a1c15'), colour('120c09'), row / 5)
            draw.line((x, y, x, y + s * 3.2), fill=shade, width=6)
            draw.polygon([(x - s, y - s * .6), (x + s, y - s * .8), (x + s * .9, y + s * .3),
                          (x - s * .9, y + s * .5)], fill=mix(colour('efe3c9'), colour('c9a878'), rng.random()))
    for x, r in ((.14, .070), (.26, .062), (.75, .062), (.88, .070)):
        draw.pieslice((w * (x - r), h * .10, w * (x + r), h * .10 + 2.6 * w * r), 0, 180, fill=colour('8f4527'))
        draw.ellipse((w * (x - r), h * .10 + w * r, w * (x + r), h * .10 + w * r * 1.6), fill=colour('f1e6cf'))
    return image


@picture('orchestra/lamps.jpg', 1800, 900)
def lamps(size, rng):
    w, h = size
    image = gradient(size, '0b1220', '16233a', '28344c', '1a2130')
    ranges(image, rng, (.50, .62, .76), .09, '22304a', '05080e')
    draw = ImageDraw.Draw(image)
    for i in range(110):
        x = w * (i + rng.uniform(.2, .8)) / 110
        y = h * (.84 + .05 * math.sin(i * .33) + rng.uniform(-.035, .05))
        r = rng.uniform(4, 11)
        glow(image, lambda d, x=x, y=y, r=r: disc(d, x, y, r * 2, fill=255), 'ffc46a', 14, .8) if i % 3 == 0 else None
        disc(draw, x, y, r, fill=colour('ffe7b8'))
    return image


# --- seeds ------------------------------------------------------------------------------------


@picture('seeds/millet.jpg', 1800, 1100)
def millet(size, rng):
    w, h = size
    image = gradient(size, 'b7cbd0', 'dfe3d6', 'f0dfb4')
    ranges(image, rng, (.46, .54, .63, .74), .09, '9db0ac', '4a6152')
    draw = ImageDraw.Draw(image)
    for i in range(34):
        near = (i + 1) / 34
        foot, lean = w * rng.uniform(-.02, 1.02), rng.uniform(-.05, .08)
        height = h * (.30 + .36 * near)
        stem = [(foot + w * lean * t * t, h * 1.02 - height * t) for t in [k / 12 for k in range(13)]]
        draw.line(stem, fill=mix(colour('8a9362'), colour('4f5a2d'), near), width=int(5 + 8 * near), joint='curve')
        x, y = stem[-1]
        for k in range(90):
            t = k / 90
            px = x + w * .055 * near * math.sin(1.7 * t) * (1 if lean > 0 else -1)
            py = y - h * .02 + h * .17 * near * t * t
            r = (7 + 11 * near) * math.sin(math.pi * (.12 + .85 * t))
            fill = mix(colour('c9742f'), colour('8c2f1d'), rng.random())
            disc(draw, px + rng.gauss(0, 9 * near), py + rng.gauss(0, 7), max(3, r * .55), fill=fill)
    return image


@picture('seeds/sprout.png', 1200, 900)
def sprout(size, rng):
    w, h = size
    image = Image.new('RGB', size, colour('f3efe4'))
    draw = ImageDraw.Draw(image)
    alive = set(rng.sample(range(40), 11))
    for i in range(40):
        r, a = h * .062 * math.sqrt(i + .5), i * 2.39996
        x, y = polar(w * .5, h * .5, r, a)
        for ring in range(5 if i in alive else 0):
            disc(draw, x, y, h * (.026 + .017 * ring), outline=colour('9fae86'), width=4)
        if i in alive:
            disc(draw, x, y, h * .019, fill=colour('a33d23'))
        else:
            disc(draw, x, y, h * .019, outline=colour('a33d23'), width=5)
    return image


# --- river ------------------------------------------------------------------------------------


@picture('river/source.jpg', 2000, 1200)
def source(size, rng):
    w, h = size
    image = gradient(size, '5f86a6', 'a9c1cf', 'e9e4d8')
    draw = ImageDraw.Draw(image)
    for level, height, snow, rock in ((.44, .17, 'dfe8ee', '8aa0b0'), (.58, .15, 'eef3f5', '5f7686')):
        outline = ridge(draw, rng, size, level, height, colour(rock), .72)
        for x in range(0, w, 26):
            y = outline(x)
            reach = h * .10 * max(0, (level * h - y) / (height * h) + .45) * rng.uniform(.5, 1.2)
            draw.polygon([(x - 16, outline(x - 16)), (x + 16, outline(x + 16)), (x + rng.uniform(-20, 20), y + reach)],
                         fill=colour(snow))
    ranges(image, rng, (.76, .88), .06, '55665f', '2c3733')
    bend = [(w * (.48 + .10 * math.sin(t * 5.2) * t), h * (.60 + .42 * t)) for t in [k / 60 for k in range(61)]]
    for (x, y), (x2, y2), k in zip(bend, bend[1:], range(60)):
        draw.line((x, y, x2, y2), fill=mix(colour('cfe3ea'), colour('f7fbfb'), k / 60), width=6 + k)
    return image


@picture('river/ice.jpg', 1400, 1000)
def ice(size, rng):
    w, h = size
    image = Image.new('RGB', size, colour('7fb2c9'))
    draw = ImageDraw.Draw(image)
    nx, ny = 9, 7
    grid = [[(w * (i + (rng.uniform(-.42, .42) if 0 < i < nx else 0)) / nx,
              h * (j + (rng.uniform(-.42, .42) if 0 < j < ny else 0)) / ny) for i in range(nx + 1)]
            for j in range(ny + 1)]
    for j in range(ny):
        for i in range(nx):
            a, b, c, d = grid[j][i], grid[j][i + 1], grid[j + 1][i + 1], grid[j + 1][i]
            for triangle in ((a, b, c), (a, c, d)):
                light = rng.random() ** 1.3
                draw.polygon(triangle, fill=mix(colour('f1f8fa'), colour('2f7396'), light * (.35 + .65 * j / ny)))
    crack = [(w * (.30 + .045 * k + rng.uniform(-.03, .03)), h * k / 9) for k in range(10)]
    draw.line(crack, fill=colour('0f3348'), width=34, joint='curve')
    draw.line(crack, fill=colour('061a27'), width=14, joint='curve')
    for k in range(10):
        draw.rectangle((w * .80, h * (.20 + .06 * k), w * .812, h * (.26 + .06 * k)),
                       fill=colour('c63b2c' if k % 2 else 'fbfbf7'))
    return image


@picture('river/spiral.png', 1200, 1000)
def spiral(size, rng):
    w, h = size
    image = Image.new('RGB', size, colour('f1efe8'))
    draw = ImageDraw.Draw(image)
    x, y, turns = w * .5, h * .52, 9

    def at(t):
        return polar(x, y, h * (.06 + .40 * t / turns), t * 2 * math.pi - 1)

    path = [at(k / 60) for k in range(turns * 60 + 1)]
    draw.line(path, fill=colour('2c6b86'), width=26, joint='curve')
    draw.line(path, fill=colour('bcdbe3'), width=14, joint='curve')
    for turn in range(turns):
        px, py = at(turn + .62)
        disc(draw, px, py, h * .020, fill=colour('2c6b86'))
        disc(draw, px, py, h * .013, fill=colour('e8a33c'))
    end = at(turns)
    draw.line((*end, w, end[1] - h * .10), fill=colour('2c6b86'), width=26)
    return image


@picture('river/paper.jpg', 1400, 900)
def paper(size, rng):
    w, h = size
    image = gradient(size, 'e9e2d0', 'd9cfb8', 'c6bca4')
    draw = ImageDraw.Draw(image)
    for i in range(0, w, 28):  # the bamboo of the mould
        draw.line((i, 0, i, h), fill=colour('cfc4aa'), width=3)
    for i in range(420):
        line = wave(rng, .5, 4)
        x, y, length = rng.uniform(-.1, 1) * w, rng.random() * h, w * rng.uniform(.05, .28)
        points = [(x + length * t, y + h * .03 * line(t * .5)) for t in [k / 16 for k in range(17)]]
        draw.line(points, fill=mix(colour('f7f3e6'), colour('9d9072'), rng.random() ** 2), width=rng.choice((2, 3, 3, 6)))
    veil(image, lambda d: d.polygon([(0, h * .72), (w, h * .58), (w, h), (0, h)], fill=255), '5f8f94', .55)
    for i in range(24):
        y = h * (.66 + .016 * i)
        line = wave(rng, .5, 4)
        points = [(w * t, y - h * .10 * t + h * .012 * line(t)) for t in [k / 40 for k in range(41)]]
        draw.line(points, fill=mix(colour('dfeceb'), colour('4d7d83'), rng.random()), width=4)
    return image


@picture('river/gates.jpg', 1800, 1000)
def gates(size, rng):
    w, h = size
    image = gradient(size, '9fb9c4', 'd6dccf', '9cab72', '6d8450')
    draw = ImageDraw.Draw(image)
    for row in range(7):
        near = (row + 1) / 7
        for i in range(12 - row):
            x = w * ((i + .5 + (row % 2) * .5) / (12 - row)) + rng.uniform(-20, 20)
            foot = h * (.38 + .085 * row) + h * .03 * math.sin(i + row)
            gh, gw = h * (.07 + .20 * near), h * (.035 + .10 * near)
            shade = mix(colour('8a6a4c'), colour('3a2415'), near)
            draw.line([(x - gw / 2, foot), (x - gw / 2, foot - gh), (x + gw / 2, foot - gh), (x + gw / 2, foot)],
                      fill=shade, width=int(6 + 16 * near))
            for mark in range(rng.randint(2, 6)):
                y = foot - gh * (.12 + .13 * mark)
                draw.line((x - gw / 2 - 4, y, x - gw / 2 + gw * .10, y), fill=colour('f3ead2'), width=int(2 + 3 * near))
    veil(image, lambda d: d.rectangle((0, h * .78, w, h), fill=255), '55849a', .72)
    for i in range(70):
        x, y, half = rng.random() * w, h * rng.uniform(.79, 1), w * rng.uniform(.01, .06)
        draw.line((x - half, y, x + half, y), fill=mix(colour('cfe0e4'), colour('4a7488'), rng.random()), width=4)
    return image


@picture('river/mouth.jpg', 1800, 1000)
def mouth(size, rng):
    w, h = size
    image = gradient(size, '2f6f86', '3f8796', '5d9da2')
    draw = ImageDraw.Draw(image)
    edge = wave(rng, .62, 8)
    border = [(w * (.52 + .10 * edge(t) - .16 * (t - .5)), h * t) for t in [k / 200 for k in range(201)]]
    for k in range(22):  # the silt, in veils
        reach = -w * .026 * k
        veil_edge = [(x + reach * (1 + .35 * math.sin(y / h * 7 + k * .7)), y) for x, y in border]
        draw.polygon([(0, 0), *veil_edge, (0, h)],
                     fill=mix(colour('dcc79c'), colour('8d6b43'), (k / 22 + .12 * (k % 2)) / 1.12))
    for k in range(3):
        draw.line([(x + w * .006 * k + rng.uniform(-3, 3), y) for x, y in border], fill=colour('f4eee0'),
                  width=9 - 3 * k, joint='curve')
    for i in range(120):
        x, y, half = w * rng.uniform(.58, 1.02), rng.random() * h, w * rng.uniform(.005, .03)
        draw.arc((x - half, y, x + half, y + half * .5), 190, 350, fill=colour('8cc0c4'), width=4)
    return image


# --- writing ----------------------------------------------------------------------------------


def write(name):
    width, height, function = PICTURES[name]
    image = function((width * SCALE, height * SCALE), random.Random(name))
    image = image.resize((width, height), Image.LANCZOS)
    path = HERE / name
    if path.suffix == '.png':
        image.quantize(48, method=Image.MEDIANCUT, dither=Image.NONE).save(path, optimize=True, dpi=(300, 300))
    else:
        image.save(path, quality=76, optimize=True, subsampling=2, dpi=(300, 300))
    print(f'{name}: {width} × {height}, {path.stat().st_size // 1024} KiB')


for chosen in sys.argv[1:] or PICTURES:
    if chosen not in PICTURES:
        sys.exit(f'pictures: no picture "{chosen}"; there are: {" ".join(PICTURES)}')
    write(chosen)
