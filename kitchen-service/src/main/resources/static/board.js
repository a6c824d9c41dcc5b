import { follow } from "./shop/live.js";
import { request } from "./shop/problem.js";

const $ = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const minute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** By how much the kitchen's clock is ahead of this one, in milliseconds. */
let ahead = 0;
let oven;

/* ------------------------------------------------------------------- lanes */

/** What a ticket says of itself, and between which times it makes progress. */
function queued(ticket) {
	const start = Date.parse(ticket.expectedStart);
	const waits = seconds(start);
	return {
		from: Date.parse(ticket.openedAt),
		to: start,
		label: "waits for the oven",
		state: waits > 0 ? `oven in ${waits} s` : oven?.jammed ? "oven is jammed" : "oven now",
	};
}

function cooking(ticket) {
	const ready = Date.parse(ticket.expectedReadyAt);
	const bakes = seconds(ready);
	return {
		from: Date.parse(ticket.startedAt ?? ticket.openedAt),
		to: ready,
		label: "is in the oven",
		state: bakes > 0 ? `ready in ${bakes} s` : "ready now",
	};
}

const ready = (ticket) => ({ state: time.format(new Date(ticket.readyAt)) });

const notMade = (ticket) => ({
	state: ticket.status === "DISCARDED" ? "Cancelled before it was cooked." : ticket.rejectedBecause,
});

const lanes = [
	{ name: "queued", of: (board) => board.queued, says: queued },
	{ name: "cooking", of: (board) => board.cooking, says: cooking },
	{ name: "ready", of: (board) => board.ready, says: ready },
	{ name: "not-made", of: (board) => board.notMade, says: notMade },
];

const seconds = (until) => Math.ceil((until - now()) / 1000);
const now = () => Date.now() + ahead;

function showLane({ name, of, says }, board) {
	const lane = $(name);
	const { count, tickets } = of(board);
	const list = lane.querySelector("ul");
	const shown = new Map([...list.children].map((item) => [item.ticket.orderId, item]));
	const items = tickets.map((ticket) => {
		const item = shown.get(ticket.orderId) ?? newTicket(ticket, shown.size > 0 || list.filled);
		shown.delete(ticket.orderId);
		item.ticket = ticket;
		item.says = says;
		tick(item);
		return item;
	});
	shown.forEach((item) => item.remove());
	items.forEach((item, place) => {
		if (list.children[place] !== item) {
			list.insertBefore(item, list.children[place] ?? null);
		}
	});
	list.filled = true;
	lane.querySelector(".nothing").hidden = tickets.length > 0;
	if (count !== null) {
		write(lane.querySelector(".count"), count);
		const more = lane.querySelector(".more");
		more.hidden = count <= tickets.length;
		write(more, `and ${count - tickets.length} more`);
	}
}

function newTicket(ticket, appearing) {
	const item = $("ticket").content.firstElementChild.cloneNode(true);
	item.classList.toggle("appearing", appearing);
	// a number stays with its pizza
	item.querySelector(".pizzas").textContent = ticket.pizzas?.replaceAll(" × ", "\u00a0×\u00a0") ?? "Nothing known of it";
	const order = item.querySelector(".order");
	order.textContent = ticket.orderId.slice(-8);
	order.title = `Order ${ticket.orderId}`;
	return item;
}

/** Brings a ticket up to this moment. */
function tick(item) {
	const { state, from, to, label } = item.says(item.ticket);
	write(item.querySelector(".state"), state);
	if (to === undefined) {
		return;
	}
	const progress = item.querySelector("progress");
	progress.hidden = false;
	progress.setAttribute("aria-label", `Order ${item.ticket.orderId.slice(-8)} ${label}`);
	progress.value = to > from ? Math.min(1, Math.max(0, (now() - from) / (to - from))) : 1;
}

/* ------------------------------------------------------------------- facts */

function showOven(state) {
	oven = state;
	$("oven").classList.toggle("jammed", oven.jammed);
	$("oven-status").className = oven.jammed ? "status bad" : "status good";
	write($("oven-status"), oven.jammed ? `Jammed since ${minute.format(new Date(oven.since))}` : "Works");
	const button = $("oven-switch");
	button.disabled = false;
	button.classList.toggle("plain", !oven.jammed);
	write(button, oven.jammed ? "Repair it" : "Jam it");
}

$("oven-switch").addEventListener("click", async () => {
	const button = $("oven-switch");
	if (button.getAttribute("aria-disabled") === "true") {
		return;
	}
	button.setAttribute("aria-disabled", "true");
	$("problem").hidden = true;
	try {
		showOven(
			await request("oven", {
				method: "PUT",
				headers: { "Content-Type": "application/json" },
				body: JSON.stringify({ jammed: !oven.jammed }),
			}),
		);
	} catch (problem) {
		$("problem").textContent = `The oven is as it was. ${problem.message}`;
		$("problem").hidden = false;
	} finally {
		button.removeAttribute("aria-disabled");
	}
});

function showLetters(open) {
	$("letters").className = open > 0 ? "status bad" : "status good";
	write($("letters"), open > 0 ? `${open} open` : "None open");
}

/* ------------------------------------------------------------------- sales */

function showSales(sales) {
	const any = (sales?.ranking.length ?? 0) > 0;
	$("sales").hidden = !any;
	$("no-sales").hidden = any;
	write($("no-sales"), sales ? "Nothing was ordered in the last five minutes." : "Counting…");
	if (!any) {
		return;
	}
	const most = Math.max(1, ...sales.ranking.flatMap((rank) => kinds.map((kind) => rank[kind])));
	fill($("ranking"), $("rank"), sales.ranking, (row, rank) => {
		write(row.querySelector(".place"), rank.place);
		write(row.querySelector(".pizza"), rank.pizza);
		for (const kind of kinds) {
			write(row.querySelector(`td.${kind}`), rank[kind]);
			row.querySelector(`i.${kind}`).style.setProperty("--share", rank[kind] / most);
		}
	});
	const ordered = sales.windows.map((window) => window.pizzas.reduce((sum, pizza) => sum + pizza.ordered, 0));
	fill($("minutes"), $("minute"), sales.windows, (column, window, place) => {
		write(column.querySelector(".amount"), ordered[place]);
		column.querySelector(".column").style.setProperty("--share", ordered[place] / Math.max(1, ...ordered));
		const label = column.querySelector("time");
		label.dateTime = window.start;
		write(label, minute.format(new Date(window.start)));
	});
}

const kinds = ["ordered", "cooked", "rejected"];

function fill(parent, template, values, show) {
	while (parent.children.length > values.length) {
		parent.lastElementChild.remove();
	}
	while (parent.children.length < values.length) {
		parent.append(template.content.firstElementChild.cloneNode(true));
	}
	values.forEach((value, place) => show(parent.children[place], value, place));
}

/* -------------------------------------------------------------------- news */

const betweenNews = 10_000;
let told = "";
let toldAt = 0;
let news = "";

/** Those who listen hear how things stand, not each ticket that moves. */
function tellNews() {
	if (news !== told && performance.now() - toldAt >= betweenNews) {
		told = news;
		toldAt = performance.now();
		$("news").textContent = news;
	}
}

/* -------------------------------------------------------------------- live */

/** Leaves the page alone where nothing changes. */
function write(element, text) {
	if (element.textContent !== String(text)) {
		element.textContent = text;
	}
}

function show(board) {
	showOven(board.oven);
	showLetters(board.openLetters);
	lanes.forEach((lane) => showLane(lane, board));
	showSales(board.sales);
	$("lanes").removeAttribute("aria-busy");
	news =
		`${board.queued.count} queued, ${board.cooking.count} in the oven. ` +
		`The oven ${board.oven.jammed ? "is jammed" : "works"}. Open dead letters: ${board.openLetters}.`;
	tellNews();
}

/** Browsers do not tell the time of an event, but that of an answer. */
async function compareClocks() {
	const answer = await fetch("oven", { cache: "no-store" });
	const date = Date.parse(answer.headers.get("Date"));
	// it has no fractions of a second: trust our own clock when it may be right
	if (Math.abs(date - Date.now()) > 2000) {
		ahead = date - Date.now();
	}
}

function tickAll() {
	document.querySelectorAll("#queued .ticket, #cooking .ticket").forEach(tick);
	tellNews();
	setTimeout(tickAll, calm.matches ? 1000 : 200);
}

compareClocks().catch(() => {});
follow("board/events", { board: show }, $("connection"));
tickAll();
