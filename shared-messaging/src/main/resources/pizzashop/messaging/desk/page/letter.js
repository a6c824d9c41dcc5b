import { element, time } from "../shop/elements.js";
import { inBrief, simpleName, statusOf } from "./words.js";

const BYTES_IN_A_LINE = 16;

/** Everything about a letter, as two columns of cards. */
export function sheetOf(letter) {
	return element(
		"div.sheet",
		{},
		element("div.column", {}, contentOf(letter), card("Why it failed", causesOf(letter)), headersOf(letter)),
		element("div.column", {}, card("The letter", factsOf(letter)), card("History", historyOf(letter))),
	);
}

function card(title, ...content) {
	return element("section.card", {}, element("h2", {}, title), ...content);
}

/* ----------------------------------------------------------------- content */

function contentOf(letter) {
	if (letter.event) {
		return card(simpleName(letter.type) || "Event", treeOf(letter.event));
	}
	if (letter.bytes === null) {
		return card("Record", element("p.quiet", {}, "The record has no value."));
	}
	const shown = letter.hex.length / 2;
	return card(
		"Record",
		element("p.why", {}, "It cannot be read as an event: ", element("span.quiet", {}, letter.undecodable)),
		scrolling("Bytes in hexadecimal and as text", dump(letter.hex)),
		element(
			"p.quiet.small",
			{},
			shown < letter.bytes
				? `The first ${shown.toLocaleString()} of ${letter.bytes.toLocaleString()} bytes`
				: `${letter.bytes.toLocaleString()} bytes`,
		),
	);
}

function treeOf(fields) {
	const entries = Object.entries(fields).flatMap(([name, value]) => [
		element("dt", {}, name),
		element(isDeep(value) ? "dd.deeper" : "dd", {}, valueOf(value)),
	]);
	return element("dl.tree", {}, ...entries);
}

function isDeep(value) {
	return value !== null && typeof value === "object" && Object.keys(value).length > 0;
}

function valueOf(value) {
	if (value === null) {
		return element("span.quiet", {}, "null");
	}
	if (Array.isArray(value)) {
		return value.length === 0
			? element("span.quiet", {}, "none")
			: element("ol", {}, ...value.map((each) => element("li", {}, valueOf(each))));
	}
	return typeof value === "object" ? treeOf(value) : String(value);
}

function dump(hex) {
	const bytes = hex.match(/../g) ?? [];
	const lines = [];
	for (let from = 0; from < bytes.length; from += BYTES_IN_A_LINE) {
		const line = bytes.slice(from, from + BYTES_IN_A_LINE);
		const text = line.map((byte) => printable(parseInt(byte, 16))).join("");
		lines.push(
			`${from.toString(16).padStart(4, "0")}  ${line.join(" ").padEnd(BYTES_IN_A_LINE * 3 - 1)}  ${text}`,
		);
	}
	return lines.join("\n");
}

function printable(byte) {
	return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
}

/** What may be too wide: the keyboard has to reach it. */
function scrolling(label, text) {
	return element("pre.bytes", { tabindex: 0, role: "region", "aria-label": label }, text);
}

/* ------------------------------------------------------------------- facts */

function causesOf(letter) {
	const causes = letter.causes.length > 0 ? letter.causes : [`${letter.exception}: ${letter.message}`];
	return element(
		"ol.causes",
		{ role: "list" },
		...causes.map((cause) => {
			const [thrown, message] = partsOf(cause);
			return element(
				"li",
				{},
				element("span.thrown", { title: thrown }, simpleName(thrown)),
				element("span.quiet", {}, message),
			);
		}),
	);
}

/** The class of what was thrown, and what it says. */
function partsOf(cause) {
	const [, thrown, message] = /^([^:]*)(?:: ?(.*))?$/s.exec(cause);
	return [thrown, message ?? ""];
}

function factsOf(letter) {
	return facts(
		["Status", statusOf(letter)],
		["Failed", time(letter.failedAt)],
		["Attempts", element("span.number", {}, letter.attempts)],
		["Redriven", element("span.number", {}, letter.rounds === 1 ? "once" : `${letter.rounds} times`)],
		["Key", keyOf(letter)],
		["Topic", letter.topic],
		["Place", `partition ${letter.partition}, offset ${letter.offset}`],
		["Written", time(letter.timestamp)],
		["Id", element("span.mono", {}, letter.id)],
	);
}

function keyOf(letter) {
	const key = element("span.mono", {}, inBrief(letter.key ?? "none"));
	return letter.keyUrl ? element("a", { href: letter.keyUrl }, key) : key;
}

function facts(...pairs) {
	return element(
		"dl.facts",
		{},
		...pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]),
	);
}

function headersOf(letter) {
	return card(
		"Headers of the record",
		letter.headers.length === 0
			? element("p.quiet", {}, "None.")
			: element(
					"table.headers.mono",
					{ "aria-label": "Headers of the record" },
					element(
						"tbody",
						{},
						...letter.headers.map(({ name, value }) =>
							element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value ?? "null")),
						),
					),
				),
	);
}

/* ----------------------------------------------------------------- history */

const ACTIONS = { FAILED: "Failed", REDRIVEN: "Redriven", DISCARDED: "Discarded" };

function historyOf(letter) {
	return element(
		"ol.history",
		{ role: "list" },
		...letter.history
			.toReversed()
			.map((entry) =>
				element(
					`li.${entry.action}`,
					{},
					element("strong", {}, ACTIONS[entry.action]),
					entry.action === "FAILED" ? roundOf(entry) : ` by ${entry.by}`,
					" · ",
					time(entry.at),
					element("span.why", {}, entry.action === "FAILED" ? inShort(entry.reason) : entry.reason),
				),
			),
	);
}

function inShort(cause) {
	const [thrown, message] = partsOf(cause);
	return `${simpleName(thrown)}: ${message}`;
}

function roundOf(entry) {
	return entry.round === 0 ? "" : ` in round ${entry.round}`;
}
