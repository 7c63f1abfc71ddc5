// What is newer than the oldest browser that people sit before, Chrome 109 on Windows 7, by MDN's browser-compat-data: syntax, APIs, styles.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "acorn";
import { full } from "acorn-walk";
import * as css from "css-tree";

const OLDEST = 109;
// The last edition of the language of which Chrome 109 knows all.
const EDITION = 2022;
// Our own data- attributes that share a name with something newer.
const OUR_DATA = new Set(["when"]);
// A list of families is its own fallback.
const FALLS_BACK = new Set(["font-family", "font"]);

const compat = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@mdn/browser-compat-data"), "utf8"));

/** The Chrome that brought a feature: Infinity for a coming one or none, null where nobody knows. */
function since(node) {
  const support = [node?.__compat?.support?.chrome].flat()[0];
  if (!support) return null;
  const version = support.version_added;
  if (version === true || version === null || version === undefined) return null;
  if (version === false || version === "preview" || support.flags) return Number.POSITIVE_INFINITY;
  return Number(String(version).replace("≤", ""));
}

/** Names of objects and members, with the oldest Chrome in which anything of that name works. */
function apiNames() {
  const names = new Map();
  const note = (name, node) => {
    const version = since(node);
    if (version !== null) names.set(name, Math.min(version, names.get(name) ?? Number.POSITIVE_INFINITY));
  };
  for (const root of [compat.api, compat.javascript.builtins]) {
    for (const [name, node] of Object.entries(root)) {
      note(name, node);
      for (const [member, inner] of Object.entries(node))
        if (/^[a-z]\w*$/i.test(member)) note(member.replace(/_(static|event)$/, ""), inner);
    }
  }
  return names;
}

const names = apiNames();
const isNewer = (name) => (names.get(name) ?? 0) > OLDEST;

/** Newer syntax, globals and members in a script, each once. Members that the script defines itself are its own. */
export function newerInScript(text) {
  let tree;
  try {
    tree = parse(text, { ecmaVersion: EDITION, sourceType: "module" });
  } catch (failure) {
    return [`syntax: ${failure.message}`];
  }
  const [own, used] = [new Set(), new Set()];
  full(tree, (node) => {
    if (node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier") used.add(node.property.name);
    else if (node.type === "Identifier") used.add(node.name);
    else if (["VariableDeclarator", "FunctionDeclaration", "ClassDeclaration"].includes(node.type)) own.add(node.id?.name);
    else if (["Property", "MethodDefinition", "PropertyDefinition"].includes(node.type) && !node.computed) own.add(node.key.name);
    for (const parameter of node.params ?? []) own.add(parameter.name);
  });
  return [...used]
    .filter((name) => isNewer(name) && !own.has(name) && !OUR_DATA.has(name))
    .map((name) => `API: ${name} (Chrome ${names.get(name)})`);
}

/** Newer properties, values, selectors, at-rules and nesting in a style sheet, each once. */
export function newerInStyle(text) {
  const found = new Set();
  const check = (what, node) => {
    const version = since(node);
    if (version !== null && version > OLDEST) found.add(`${what} (Chrome ${version})`);
  };
  css.walk(css.parse(text, { onParseError: (error) => found.add(`syntax: ${error.message}`) }), function visit(node) {
    if (node.type === "Atrule") check(`@${node.name}`, compat.css["at-rules"][node.name]);
    else if (node.type === "NestingSelector" || (node.type === "Rule" && this.rule && this.rule !== node))
      check("nesting", compat.css.selectors.nesting);
    else if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector")
      check(`:${node.name}`, compat.css.selectors[node.name]);
    else if (node.type === "Declaration" && !node.property.startsWith("-")) check(node.property, compat.css.properties[node.property]);
    else if (node.type === "Function") check(`${node.name}()`, functionOf(node.name));
    else if (node.type === "Dimension") check(node.unit, compat.css.types.length?.[unitOf(node.unit)]);
    else if (node.type === "Identifier" && this.declaration && !FALLS_BACK.has(this.declaration.property))
      check(`${this.declaration.property}: ${node.name}`, compat.css.properties[this.declaration.property]?.[node.name]);
  });
  return [...found];
}

function functionOf(name) {
  const { types } = compat.css;
  return types[name] ?? types.color?.[name] ?? types.gradient?.[name] ?? types["easing-function"]?.[name];
}

// MDN keeps the viewport's newer units together.
const unitOf = (unit) => (/^[sld]v(w|h|i|b|min|max)$/.test(unit) ? "viewport_percentage_units_dynamic" : unit);
