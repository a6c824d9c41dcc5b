import { element } from "/shop/elements.js";
import { follow } from "/shop/live.js";
import { dateAndTime, money, shortId, showStatus } from "/pages/words.js";

const list = document.getElementById("orders");
const shown = new Map();

function row(order) {
	const status = element("span.status");
	const time = element("time.when.quiet.small.number", {}, dateAndTime(order.placedAt));
	time.dateTime = order.placedAt;
	const link = element("a", {},
		element("span.id.mono.small", {}, shortId(order.orderId)),
		element("span.what", {}, order.lines.map((line) => `${line.quantity} × ${line.pizza}`).join(", ")),
		time,
		element("span.sum.number", {}, money(order.total)),
		status);
	link.href = `/orders/${order.orderId}`;
	return { item: element(shown.size > 0 ? "li.appearing" : "li", {}, link), status };
}

function show(orders) {
	const items = orders.map((order) => {
		const known = shown.get(order.orderId) ?? row(order);
		shown.set(order.orderId, known);
		showStatus(known.status, order.status);
		return known.item;
	});
	const ids = new Set(orders.map((order) => order.orderId));
	[...shown.keys()].filter((id) => !ids.has(id)).forEach((id) => shown.delete(id));
	place(items);
	list.setAttribute("aria-busy", "false");
	list.hidden = orders.length === 0;
	document.getElementById("empty").hidden = orders.length > 0;
}

/** Moves only what is out of place, so that a focused link keeps the focus. */
function place(items) {
	const wanted = new Set(items);
	[...list.children].filter((child) => !wanted.has(child)).forEach((child) => child.remove());
	items.forEach((item, index) => {
		if (list.children[index] !== item) {
			list.insertBefore(item, list.children[index] ?? null);
		}
	});
}

follow("/orders/events", { orders: show }, document.getElementById("connection"));
