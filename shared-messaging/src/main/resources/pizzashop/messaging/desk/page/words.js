import { element } from "../shop/elements.js";

const STATUSES = {
	OPEN: ["Open", "bad"],
	REDRIVEN: ["Redriven", "warm"],
	DISCARDED: ["Discarded", ""],
};

export function statusOf(letter) {
	const [label, tone] = STATUSES[letter.status];
	return element(`span.status${tone ? `.${tone}` : ""}`, {}, label);
}

/** Enough of an id to tell letters apart, and to find one by. */
export function shortId(id) {
	return id.slice(0, 8);
}

/** A class or an event type without its package. */
export function simpleName(name) {
	return name?.slice(name.lastIndexOf(".") + 1);
}

export function typeOf(letter) {
	return simpleName(letter.type) || "Unknown type";
}

const LONGEST = 300;

/** A key or a message may be as long as a record. */
export function inBrief(text) {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
