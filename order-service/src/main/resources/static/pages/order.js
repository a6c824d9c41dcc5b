import { element } from "/shop/elements.js";
import { follow } from "/shop/live.js";
import { request } from "/shop/problem.js";
import { clock, dateAndTime, lineOf, localTimesIn, money, nameOf, shortId, showStatus, wordsFor } from "/pages/words.js";

const id = location.pathname.split("/").pop();
const at = (name) => document.getElementById(name);
const timeline = at("timeline");
const cancel = at("cancel");
const told = at("cancel-told");
const entries = new Map();

function showOrder(order) {
	const title = `Order ${shortId(order.orderId)}`;
	document.title = `${title} · The pizza shop`;
	at("title").textContent = title;
	at("lines").replaceChildren(...order.lines.map(lineOf));
	at("total").textContent = money(order.total);
	at("customer").textContent = order.customer.name;
	at("placed").textContent = dateAndTime(order.placedAt);
	at("order-id").textContent = order.orderId;
}

/** An entry may come twice: its position tells. */
function add(entry, position) {
	if (entries.has(position)) {
		return;
	}
	entries.set(position, entry);
	const time = element("time.quiet.small.number", {}, clock(entry.at));
	time.dateTime = entry.at;
	// money that comes back is good news, even after a rejection
	const tone = entry.event === "RefundIssued" ? "good" : wordsFor(entry.status).tone;
	const item = element(["li", "appearing", tone].filter(Boolean).join("."), {},
		element("p.what", {}, nameOf(entry.event)), time);
	if (entry.detail) {
		item.append(element("p.detail.quiet", {}, localTimesIn(entry.detail)));
	}
	timeline.append(item);
	showNow();
}

function showNow() {
	const all = [...entries.values()];
	const status = all.at(-1).status;
	const happened = (event) => all.some((entry) => entry.event === event);
	const { headline, words } = wordsFor(status);
	showStatus(at("status"), status);
	at("plate").dataset.status = status;
	at("headline").textContent = headline;
	at("words").textContent = happened("RefundIssued")
		? `${all.find((entry) => entry.event === "OrderRejected")?.detail ?? "Nothing was cooked."} You were refunded: the money went back to you.`
		: words;

	cancel.disabled = status !== "CONFIRMED";
	cancel.hidden = ["READY", "REJECTED", "CANCELLED"].includes(status);
	if (status === "CANCELLING") {
		told.textContent = "The kitchen is being asked.";
	} else if (happened("CancellationRequested") && (status === "COOKING" || status === "READY")) {
		told.textContent = "Too late to cancel: the kitchen was faster.";
	} else if (status !== "CONFIRMED" && told.textContent !== TOO_LATE) {
		told.textContent = "";
	}
	if (status === "READY" || happened("RefundIssued")) {
		stream.end();
	}
}

const TOO_LATE = "Too late to cancel: it is in the oven already.";

cancel.addEventListener("click", async () => {
	cancel.disabled = true;
	told.textContent = "The kitchen is being asked.";
	try {
		await request(`/orders/${id}/cancellation`, { method: "POST" });
	} catch (failure) {
		told.textContent = failure.status === 409 ? TOO_LATE : failure.message;
		cancel.disabled = failure.status === 409;
	}
});

function showMissing(title, words) {
	at("order").hidden = true;
	at("connection").hidden = true;
	at("missing-title").textContent = title;
	at("missing-words").textContent = words;
	at("missing").hidden = false;
}

let stream;

async function show() {
	try {
		showOrder(await request(`/orders/${id}`));
		stream = follow(`/orders/${id}/events`, { entry: add }, at("connection"));
	} catch (failure) {
		if (failure.passes) {
			at("headline").textContent = "The shop does not answer";
			at("words").textContent = "Your order is safe. Trying again…";
			setTimeout(show, 3000);
		} else {
			showMissing("There is no such order", "Check the address, or start a new one.");
		}
	}
}

show();
