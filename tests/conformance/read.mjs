// What pdf.js, the reader of PDF in browsers, finds in files: `node read.mjs PDFJS FILE…`, as JSON.
//
// For each page the text as it comes ("text"), that which is not marked as an artifact ("read"), and
// what its structure tree reads out, in order ("tree": role and text of each content).
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const [folder, ...files] = process.argv.slice(2);
const pdfjs = await import(pathToFileURL(path.join(folder, 'legacy/build/pdf.mjs')));

// Text by marked content, which may stand in each other: `id` of the structure tree, or an artifact.
function collect(items) {
  const open = [], byId = new Map();
  let text = '', read = '';
  for (const item of items) {
    if (item.type?.startsWith('beginMarkedContent')) open.push(item);
    else if (item.type === 'endMarkedContent') open.pop();
    else {
      const id = open.findLast(mark => mark.id)?.id;
      text += item.str;
      if (!open.some(mark => mark.tag === 'Artifact')) read += item.str;
      if (id) byId.set(id, (byId.get(id) ?? '') + item.str);
    }
  }
  return { text, read, byId };
}

function walk(node, role, byId, tree) {
  for (const child of node?.children ?? []) {
    if (child.type === 'content') tree.push([role, byId.get(child.id) ?? '']);
    else if (!child.type) walk(child, child.role, byId, tree);
  }
}

async function readFileOf(name) {
  const document = await pdfjs.getDocument({
    data: new Uint8Array(await readFile(name)),
    cMapUrl: path.join(folder, 'cmaps') + '/', cMapPacked: true,
    standardFontDataUrl: path.join(folder, 'standard_fonts') + '/',
    isEvalSupported: false, useSystemFonts: false, verbosity: pdfjs.VerbosityLevel.ERRORS,
  }).promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: true });
    const { text, read, byId } = collect(content.items);
    const tree = [];
    walk(await page.getStructTree(), null, byId, tree);
    pages.push({ text, read, tree });
  }
  await document.destroy();
  return pages;
}

const found = {};
for (const name of files) found[name] = await readFileOf(name);
console.log(JSON.stringify(found));
