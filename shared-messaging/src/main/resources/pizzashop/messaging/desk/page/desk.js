import { count, element, time } from "../shop/elements.js";
import { follow } from "../shop/live.js";
import { request } from "../shop/problem.js";
import { discarding, reasons, redriving, redrivingAll } from "./decisions.js";
import { sheetOf } from "./letter.js";
import { inBrief, shortId, simpleName, statusOf, typeOf } from "./words.js";

const LETTERS_ON_A_PAGE = 25;

const $ = (id) => document.getElementById(id);

/** How many letters there are; null as long as it is not known. */
let overview = null;

/** The letters that are shown. */
let page = { letters: [], total: 0, next: null };

/** The letter that is shown alone. */
let letter = null;

/** Counts what is shown: an answer to an older question is not. */
let question = 0;

/* --------------------------------------------------------------- addresses */

/** What the address asks for. */
function wanted() {
	const query = new URLSearchParams(location.search);
	return {
		letter: query.get("letter"),
		status: query.get("status") ?? "OPEN",
		type: query.get("type") ?? "",
		key: query.get("key") ?? "",
		before: query.get("before"),
	};
}

function addressOf({ letter, status, type, key, before }) {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries({ letter, status: status === "OPEN" ? "" : status, type, key, before })) {
		if (value) {
			query.set(name, value);
		}
	}
	return `desk${query.size > 0 ? `?${query}` : ""}`;
}

function go(address) {
	history.pushState(null, "", address);
	return show({ moved: true });
}

/** Links within the desk change what is shown, not the page. */
document.addEventListener("click", (event) => {
	const link = event.target.closest("a[href^='desk']");
	if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
		event.preventDefault();
		go(link.getAttribute("href"));
	}
});

addEventListener("popstate", () => show({ moved: true }));

/* ----------------------------------------------------------------- showing */

/**
 * Shows what the address asks for.
 *
 * @param {{ moved?: boolean }} [how] whether the operator came from somewhere else on the desk
 */
async function show({ moved = false } = {}) {
	const asked = ++question;
	const want = wanted();
	const alone = want.letter !== null;
	if (moved) {
		$("done").hidden = true;
		arrange(want);
		scrollTo(0, 0);
	}
	try {
		const answer = await request(alone ? `dead-letters/${encodeURIComponent(want.letter)}` : listOf(want));
		if (asked !== question) {
			return;
		}
		$("problem").hidden = true;
		alone ? showLetter(answer) : showList(answer, want);
	} catch (problem) {
		if (asked !== question) {
			return;
		}
		showProblem(problem, alone);
	}
	if (moved) {
		$(alone ? "letter-title" : "list-title").focus();
	}
}

function listOf({ status, type, key, before }) {
	const query = new URLSearchParams({ limit: LETTERS_ON_A_PAGE });
	for (const [name, value] of Object.entries({ status: status === "ALL" ? "" : status, type, key, before })) {
		if (value) {
			query.set(name, value);
		}
	}
	return `dead-letters?${query}`;
}

/** Brings up the right view before there is an answer. */
function arrange(want) {
	const alone = want.letter !== null;
	$("list-view").hidden = alone;
	$("letter-view").hidden = !alone;
	if (alone) {
		$("letter-short").textContent = shortId(want.letter);
		$("back").href = addressOf({ ...want, letter: null });
		if (letter?.id !== want.letter) {
			letter = null;
			$("letter-content").replaceChildren();
			$("letter-content").setAttribute("aria-busy", "true");
			$("letter-actions").hidden = true;
		}
	} else {
		letter = null;
		for (const tab of $("tabs").children) {
			tab.href = addressOf({ ...want, status: tab.dataset.status, before: null });
			tab.dataset.status === want.status
				? tab.setAttribute("aria-current", "page")
				: tab.removeAttribute("aria-current");
		}
		showTypes();
		$("type").value = want.type;
		$("key").value = want.key;
		$("clear").hidden = !want.type && !want.key;
	}
	showTitle();
}

function showTitle() {
	const open = overview?.letters.OPEN ?? 0;
	const where = overview ? ` · ${overview.group}` : "";
	document.title = letter
		? `Letter ${shortId(letter.id)}${where}`
		: `${open > 0 ? `(${open}) ` : ""}Dead letters${where}`;
}

function showProblem(problem, alone) {
	const again = element("button.button.plain", { type: "button" }, "Try again");
	again.addEventListener("click", () => show());
	$("problem").replaceChildren(element("p", {}, problem.message), problem.passes ? again : "");
	$("problem").hidden = false;
	if (alone) {
		$("letter-content").removeAttribute("aria-busy");
	} else {
		$("waiting").hidden = true;
		$("letters").removeAttribute("aria-busy");
	}
}

/* -------------------------------------------------------------------- list */

function showList(answer, want) {
	const known = new Set(page.letters.map(({ id }) => id));
	const first = $("letters").getAttribute("aria-busy") === "true";
	page = answer;
	const rows = answer.letters.map((each) => rowOf(each, want, !first && !known.has(each.id)));
	const focused = document.activeElement?.closest?.("#rows tr")?.dataset.id;
	$("rows").replaceChildren(...rows);
	rows.find((row) => row.dataset.id === focused)?.querySelector("a").focus();
	const none = answer.letters.length === 0;
	$("letters").removeAttribute("aria-busy");
	$("waiting").hidden = true;
	$("table-frame").hidden = none;
	$("empty").hidden = !none;
	if (none) {
		const [title, words] = nothing(want);
		$("empty").querySelector("h2").textContent = title;
		$("empty").querySelector("p").textContent = words;
	}
	$("pager").hidden = !want.before && !answer.next;
	$("newest").disabled = !want.before;
	$("older").disabled = !answer.next;
	$("shown").textContent = `${count(answer.letters.length, "letter")} of ${answer.total.toLocaleString()}`;
}

function nothing({ status, type, key, before }) {
	if (type || key || before) {
		return ["No such letter", "Try another filter, or all letters."];
	}
	switch (status) {
		case "OPEN":
			return ["Nothing waits", "Whatever came could be processed. A new letter appears here by itself."];
		case "REDRIVEN":
			return ["Nothing was redriven", "Letters whose records went back are kept here."];
		case "DISCARDED":
			return ["Nothing was discarded", "Letters that nobody needs are kept here, with the reason."];
		default:
			return ["No letters yet", "Whatever came could be processed."];
	}
}

function rowOf(each, want, isNew) {
	const cell = (name, attributes, ...content) => element(name, { role: "cell", ...attributes }, ...content);
	const unit = (text) => element("span.unit", {}, text);
	return element(
		isNew ? "tr.appearing" : "tr",
		{ role: "row", "data-id": each.id },
		cell(
			"td.id-cell",
			{},
			element("a.to-letter.mono", { href: addressOf({ ...want, letter: each.id }) }, shortId(each.id)),
		),
		cell(
			"td.event-cell",
			{},
			element("span.event", { title: each.type ?? "" }, typeOf(each)),
			element("span.key-of.mono", { title: inBrief(each.key ?? "") }, inBrief(each.key ?? "no key")),
		),
		cell(
			"td.cause",
			{},
			element("span", { title: each.exception }, simpleName(each.exception)),
			element("span.message.small", {}, inBrief(each.message)),
		),
		cell("td.time-cell", {}, time(each.failedAt)),
		cell("td.number", {}, each.attempts, unit(each.attempts === 1 ? " attempt" : " attempts")),
		cell("td.number", {}, each.rounds, unit(each.rounds === 1 ? " round" : " rounds")),
		cell("td.status-cell", {}, statusOf(each)),
	);
}

function showTypes() {
	const types = new Set(overview?.types ?? []);
	const { type } = wanted();
	if (type) {
		types.add(type);
	}
	const options = [...types].sort().map((name) => element("option", { value: name }, simpleName(name)));
	$("type").replaceChildren(element("option", { value: "" }, "Any"), ...options);
}

$("filter").addEventListener("submit", (event) => {
	event.preventDefault();
	go(addressOf({ ...wanted(), type: $("type").value, key: $("key").value.trim(), before: null }));
});
$("type").addEventListener("change", () => $("filter").requestSubmit());
$("clear").addEventListener("click", () => go(addressOf({ ...wanted(), type: "", key: "", before: null })));
$("older").addEventListener("click", () => {
	go(addressOf({ ...wanted(), before: new URLSearchParams(page.next.split("?")[1]).get("before") }));
});
$("newest").addEventListener("click", () => go(addressOf({ ...wanted(), before: null })));

/* ------------------------------------------------------------------ letter */

function showLetter(answer) {
	letter = answer;
	$("letter-content").replaceChildren(sheetOf(answer));
	$("letter-content").removeAttribute("aria-busy");
	$("letter-actions").hidden = false;
	$("discard").hidden = answer.status !== "OPEN";
	$("redrive").textContent = answer.status === "OPEN" ? "Redrive…" : "Redrive again…";
	showTitle();
}

/* --------------------------------------------------------------- decisions */

function tell(...content) {
	$("done").replaceChildren(...content);
	$("done").hidden = false;
}

const redrive = redriving((decided) => {
	showLetter(decided);
	tell(`Letter ${shortId(decided.id)} was redriven: its record is back on ${decided.topic}.`);
});
const discard = discarding((decided) => {
	showLetter(decided);
	tell(`Letter ${shortId(decided.id)} was discarded.`);
});
const redriveAll = redrivingAll((answer) => {
	tell(element("p", {}, `${count(answer.redriven.length, "letter")} redriven.`), reasons(answer));
	show();
});

$("redrive").addEventListener("click", () => redrive(letter));
$("discard").addEventListener("click", () => discard(letter));
$("redrive-all").addEventListener("click", () => {
	const { type, key } = wanted();
	redriveAll(type, key);
});

/* -------------------------------------------------------------------- live */

function showOverview(latest) {
	const before = overview;
	overview = latest;
	const { OPEN, REDRIVEN, DISCARDED } = latest.letters;
	const numbers = { ...latest.letters, ALL: OPEN + REDRIVEN + DISCARDED };
	for (const tab of $("tabs").children) {
		const number = numbers[tab.dataset.status];
		tab.querySelector(".count").textContent = number.toLocaleString();
		tab.toggleAttribute("data-some", number > 0);
	}
	$("group").textContent = latest.group;
	$("redrive-all").disabled = OPEN === 0;
	if (document.activeElement !== $("type")) {
		showTypes();
		$("type").value = wanted().type;
	}
	showTitle();
	if (before !== null) {
		const more = OPEN - before.letters.OPEN;
		if (more > 0) {
			$("news").textContent = `${count(more, "new letter")}. ${count(OPEN, "letter")} open.`;
		}
		show();
	}
}

arrange(wanted());
show();
follow("dead-letters/events", { desk: showOverview }, $("connection"));
