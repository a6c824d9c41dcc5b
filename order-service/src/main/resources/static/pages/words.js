import { element } from "/shop/elements.js";

/** How a status is called and coloured, what it means to a customer, and how to say it kindly. */
const STATUSES = {
	CONFIRMED: ["Confirmed", "", "We have your order", "It is paid, and on its way to the kitchen."],
	COOKING: ["In the oven", "warm", "It is in the oven", "It can no longer be cancelled. It smells good already."],
	READY: ["Ready", "good", "Ready. Enjoy!", "Your order is out of the oven."],
	REJECTED: ["Rejected", "bad", "Sorry, we will not make this one", "Your money is on its way back."],
	CANCELLING: ["Cancelling", "warm", "Asking the kitchen to stop", "If it is not in the oven yet, your money comes back."],
	CANCELLED: ["Cancelled", "", "Your order is cancelled", "Nothing was cooked. Your money is on its way back."],
};

const EVENTS = {
	OrderPlaced: "Order placed",
	CookingStarted: "Into the oven",
	OrderReady: "Out of the oven",
	OrderRejected: "The kitchen said no",
	CancellationRequested: "Cancellation asked for",
	OrderCancelled: "Cancelled before it was cooked",
	RefundIssued: "Money sent back",
};

export function wordsFor(status) {
	const [label, tone, headline, words] = STATUSES[status] ?? [status, "", status, ""];
	return { label, tone, headline, words };
}

export function nameOf(event) {
	return EVENTS[event] ?? event;
}

export function showStatus(element, status) {
	const { label, tone } = wordsFor(status);
	element.className = `status ${tone}`;
	element.textContent = label;
}

export function money({ amount, currency }) {
	return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(amount);
}

/** In whole cents, so that sums are exact. */
export function times({ amount, currency }, factor) {
	return { amount: (Math.round(amount * 100) * factor) / 100, currency };
}

export function sum(amounts) {
	return {
		amount: amounts.reduce((cents, each) => cents + Math.round(each.amount * 100), 0) / 100,
		currency: amounts[0].currency,
	};
}

export function clock(instant) {
	return new Intl.DateTimeFormat(undefined, { timeStyle: "medium" }).format(new Date(instant));
}

export function dateAndTime(instant) {
	return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

/** Instants within a text, as the visitor's clock shows them. */
export function localTimesIn(text) {
	return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, clock);
}

/** An order is called by the end of its id: the beginning is the time. */
export function shortId(id) {
	return id.slice(-8);
}

export function pictureOf(pizza) {
	return `/pages/pizzas/${pizza.toLowerCase().replaceAll(" ", "-")}.svg`;
}

/** One line of an order: how many, what, and the price of all. */
export function lineOf(line) {
	return element(
		"li",
		{},
		element("span.number", {}, `${line.quantity} ×`),
		element("span.what", {}, line.pizza),
		element("span.number", {}, money(times(line.unitPrice, line.quantity))),
	);
}
