import { element, time } from "./shop/elements.js";
import { follow } from "./shop/live.js";
import { clearField, request } from "./shop/problem.js";

const MAILS_ON_A_PAGE = 30;

const ORDER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const KINDS = {
	RECEIPT: ["Receipt", ""],
	READY: ["Ready", "good"],
	REJECTED: ["Rejected", "bad"],
	CANCELLED: ["Cancelled", ""],
	REFUNDED: ["Refund", "warm"],
	DEAD_LETTERS: ["Alert", "bad"],
};

const $ = (id) => document.getElementById(id);

/** The mails that are listed; null as long as it is not known. */
let listed = null;

/** The mail that is open. */
let open = null;

/** The mail that was sent last; undefined as long as it is not known. */
let latest;

/** Counts what was asked: an answer to an older question is not shown. */
const asked = { list: 0, mail: 0 };

/* --------------------------------------------------------------- addresses */

function wanted() {
	const { mail, recipient, order, before } = Object.fromEntries(new URLSearchParams(location.search));
	return { mail, recipient, order, before };
}

function queryOf(parameters) {
	return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
}

function addressOf(want) {
	const query = queryOf(want);
	return query.size > 0 ? `./?${query}` : "./";
}

function go(address) {
	const before = wanted();
	history.pushState(null, "", address);
	return arrive(before);
}

/** Links within the page change what is shown, not the page. */
document.addEventListener("click", (event) => {
	const link = event.target.closest(".post a");
	if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
		event.preventDefault();
		go(link.getAttribute("href"));
	}
});

addEventListener("popstate", () => arrive(null));

/**
 * Shows what the address asks for, and puts the focus where something has changed.
 *
 * @param before what was shown, null when that is not known
 */
async function arrive(before) {
	const want = wanted();
	const sameList = before && ["recipient", "order", "before"].every((name) => want[name] === before[name]);
	await Promise.all([sameList ? mark() : showList(), showMail()]);
	if (!before) {
		return;
	}
	if (want.mail && want.mail !== before.mail) {
		$("subject").focus();
	} else if (!want.mail && before.mail) {
		([...$("rows").querySelectorAll("a")].find((row) => row.dataset.id === before.mail) ?? $("title")).focus();
	} else if (!sameList) {
		$("title").focus();
	}
}

/* -------------------------------------------------------------------- list */

async function showList() {
	const question = ++asked.list;
	const want = wanted();
	$("whose").value = want.order ?? want.recipient ?? "";
	clearField($("whose"));
	try {
		const { recipient, order, before } = want;
		const page = await request(`mails?${queryOf({ recipient, order, before, limit: MAILS_ON_A_PAGE })}`);
		if (question === asked.list) {
			$("problem").hidden = true;
			show(page, want);
		}
	} catch (problem) {
		if (question === asked.list) {
			complain(problem);
		}
	}
}

function show(page, want) {
	const known = listed && new Set(listed.map(({ id }) => id));
	const focused = document.activeElement?.closest?.("#rows a")?.dataset.id;
	listed = page.mails;
	const rows = listed.map((mail) => rowOf(mail, known !== null && !known.has(mail.id)));
	$("rows").replaceChildren(...rows);
	rows.map((row) => row.firstElementChild)
		.find((link) => link.dataset.id === focused)
		?.focus();
	mark();
	$("mails").removeAttribute("aria-busy");
	$("waiting").hidden = true;
	$("empty").hidden = listed.length > 0;
	if (listed.length === 0) {
		const filtered = want.recipient || want.order;
		$("empty").querySelector("h2").textContent = filtered ? "No such mail" : "Nothing was mailed yet";
		$("empty").querySelector("p").textContent = filtered
			? "Nothing was mailed to this recipient, or about this order."
			: "The receipt of the next order appears here by itself.";
	}
	$("pager").hidden = !want.before && !page.next;
	$("newest").hidden = !want.before;
	$("older").hidden = !page.next;
	$("newest").href = addressOf({ ...want, mail: undefined, before: undefined });
	$("older").href = addressOf({ ...want, mail: undefined, before: listed.at(-1)?.id });
}

function rowOf(mail, isNew) {
	const link = element(
		"a",
		{ href: addressOf({ ...wanted(), mail: mail.id }), "data-id": mail.id },
		kindOf(mail),
		element("span.small", {}, time(mail.sentAt)),
		element("span.subject", {}, mail.subject),
		element("span.recipient.small", {}, mail.recipient),
	);
	return element(isNew ? "li.appearing" : "li", {}, link);
}

function kindOf({ kind }) {
	const [label, tone] = KINDS[kind] ?? [kind, ""];
	return element(`span.status${tone && `.${tone}`}`, {}, label);
}

/** Which mail of the list is open. */
function mark() {
	const { mail } = wanted();
	for (const link of $("rows").querySelectorAll("a")) {
		link.dataset.id === mail ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
	}
}

function complain(problem) {
	const again = element("button.button.plain", { type: "button" }, "Try again");
	again.addEventListener("click", () => arrive(null));
	const errors = problem.errors.map(({ field, message }) => `${field} ${message}`);
	const atField = wanted().recipient && errors.length > 0;
	if (atField) {
		$("whose").setAttribute("aria-invalid", "true");
		$("whose-error").textContent = problem.errors[0].message;
	} else {
		$("problem").replaceChildren(element("p", {}, problem.message), problem.passes ? again : "");
	}
	$("problem").hidden = Boolean(atField);
	$("waiting").hidden = true;
	$("mails").removeAttribute("aria-busy");
}

$("filter").addEventListener("submit", (event) => {
	event.preventDefault();
	const whose = $("whose").value.trim();
	go(addressOf(ORDER.test(whose) ? { order: whose } : { recipient: whose }));
});
$("whose").addEventListener("input", () => clearField($("whose")));
$("whose").addEventListener("search", () => $("whose").value === "" && $("filter").requestSubmit());

/* -------------------------------------------------------------------- mail */

async function showMail() {
	const question = ++asked.mail;
	const want = wanted();
	$("post").classList.toggle("reading", Boolean(want.mail));
	$("back").href = addressOf({ ...want, mail: undefined });
	if (!want.mail) {
		open = null;
		$("mail").hidden = true;
		$("nothing-open").hidden = false;
		showTitle();
		return;
	}
	try {
		const mail = await request(`mails/${encodeURIComponent(want.mail)}`);
		if (question === asked.mail) {
			read(mail);
		}
	} catch (problem) {
		if (question === asked.mail) {
			open = null;
			$("mail").hidden = true;
			$("nothing-open").hidden = false;
			$("post").classList.remove("reading");
			complain(problem);
		}
	}
}

function read(mail) {
	const isOther = open?.id !== mail.id;
	open = mail;
	$("nothing-open").hidden = true;
	$("mail").hidden = false;
	$("subject").textContent = mail.subject;
	$("recipient").replaceChildren(element("a", { href: addressOf({ mail: mail.id, recipient: mail.recipient }) }, mail.recipient));
	$("sent").replaceChildren(time(mail.sentAt));
	$("order").replaceChildren(
		mail.orderId
			? element("a.mono", { href: addressOf({ mail: mail.id, order: mail.orderId }), title: "All mails about this order" }, mail.orderId)
			: element("span.quiet", {}, "none"),
	);
	if (isOther) {
		view($("as-text").getAttribute("aria-pressed") !== "true");
	}
	showTitle();
}

function view(asHtml) {
	$("as-html").setAttribute("aria-pressed", asHtml);
	$("as-text").setAttribute("aria-pressed", !asHtml);
	$("views").hidden = open.text === null;
	$("body").replaceChildren(bodyOf(open, asHtml));
}

/** A frame is made anew for each mail: changing its address would add a step to the browser's history. */
function bodyOf({ id, text }, asHtml) {
	if (text === null) {
		return element("p.empty", {}, "What this mail said was not kept: it is older than this page.");
	}
	return asHtml
		? element("iframe", {
				src: `mails/${id}/html`,
				title: "The mail as the customer sees it",
				sandbox: true,
			})
		: element("pre", { tabindex: 0, role: "region", "aria-label": "Text alternative" }, text);
}

$("as-html").addEventListener("click", () => view(true));
$("as-text").addEventListener("click", () => view(false));

function showTitle() {
	document.title = `${open ? open.subject : "Mails"} · Pizza shop`;
}

/* -------------------------------------------------------------------- live */

function hear(news) {
	const before = latest;
	latest = news.latest?.id ?? null;
	$("open-letters").hidden = news.openLetters === 0;
	$("open-letters").replaceChildren(
		news.openLetters.toLocaleString(),
		element("span.visually-hidden", {}, " open"),
	);
	if (before !== undefined && before !== latest) {
		$("news").textContent = `New mail: ${news.latest.subject}, to ${news.latest.recipient}`;
		showList();
	} else if (before !== undefined && listed === null) {
		showList();
	}
}

arrive(null);
follow("mails/events", { mails: hear }, $("connection"));
