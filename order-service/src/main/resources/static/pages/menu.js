import { element } from "/shop/elements.js";
import { clearField, clearProblem, request, showProblem } from "/shop/problem.js";
import { lineOf, money, pictureOf, sum, times } from "/pages/words.js";

const MOST_OF_ONE = 100;
const TRIES = 4;
const menu = document.getElementById("menu");
const form = document.getElementById("order");
const place = document.getElementById("place");
const problem = document.getElementById("problem");
const progress = document.getElementById("progress");

/** What outlives a reload: the basket, and under which key which order was last sent. */
const kept = JSON.parse(sessionStorage.getItem("basket") ?? '{"quantities":{}}');
const keep = () => sessionStorage.setItem("basket", JSON.stringify(kept));
const quantityOf = (pizza) => kept.quantities[pizza.name] ?? 0;
let pizzas = [];

function card(pizza) {
	const picture = element("img.picture");
	picture.src = pictureOf(pizza.name);
	picture.alt = "";
	picture.width = picture.height = 160;
	const quantity = element("output.number", {}, String(quantityOf(pizza)));
	quantity.setAttribute("aria-label", `${pizza.name} in your order`);
	const fewer = stepButton("−", `One ${pizza.name} fewer`);
	const more = stepButton("+", `One ${pizza.name} more`);
	const item = element("li.pizza", {}, picture,
		element("div.about", {},
			element("h3", {}, pizza.name),
			element("p.quiet.small", {}, pizza.description)),
		element("p.price.number", {}, money(pizza.price)),
		element("div.stepper", {}, fewer, quantity, more));

	const show = () => {
		const count = quantityOf(pizza);
		quantity.value = String(count);
		// not disabled: a button that loses the focus loses the visitor
		fewer.setAttribute("aria-disabled", String(count === 0));
		more.setAttribute("aria-disabled", String(count === MOST_OF_ONE));
		item.classList.toggle("chosen", count > 0);
	};
	const step = (by) => {
		const count = Math.min(Math.max(quantityOf(pizza) + by, 0), MOST_OF_ONE);
		if (count === 0) {
			delete kept.quantities[pizza.name];
		} else {
			kept.quantities[pizza.name] = count;
		}
		keep();
		show();
		showBasket();
		document.getElementById("told").textContent = `${count} ${pizza.name}. Total ${document.getElementById("total").value}`;
	};
	fewer.addEventListener("click", () => step(-1));
	more.addEventListener("click", () => step(1));
	show();
	return item;
}

function stepButton(sign, label) {
	const button = element("button.step", {}, sign);
	button.type = "button";
	button.setAttribute("aria-label", label);
	return button;
}

function chosen() {
	return pizzas
		.filter((pizza) => quantityOf(pizza) > 0)
		.map((pizza) => ({ pizza: pizza.name, quantity: quantityOf(pizza), unitPrice: pizza.price }));
}

function showBasket() {
	const lines = chosen();
	const count = lines.reduce((all, line) => all + line.quantity, 0);
	document.getElementById("lines").replaceChildren(...lines.map(lineOf));
	document.getElementById("empty").hidden = count > 0;
	const total = count > 0 ? money(sum(lines.map((line) => times(line.unitPrice, line.quantity)))) : "–";
	document.getElementById("total").value = total;
	document.getElementById("bar").hidden = count === 0;
	document.getElementById("bar-count").textContent = `${count} · ${total}`;
	if (count > 0) {
		problem.hidden = true;
	}
}

/** The same order keeps its key, however often it is sent; another order gets another. */
function keyFor(body) {
	if (kept.sent?.body !== body) {
		const bytes = crypto.getRandomValues(new Uint8Array(16));
		kept.sent = { body, key: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
		keep();
	}
	return kept.sent.key;
}

async function send(body) {
	const key = keyFor(body);
	for (let attempt = 1; ; attempt++) {
		try {
			return await request("/orders", {
				method: "POST",
				headers: { "Content-Type": "application/json", "Idempotency-Key": key },
				body,
			});
		} catch (failure) {
			if (!failure.passes || attempt === TRIES) {
				throw failure;
			}
			progress.textContent = "The shop does not answer. Trying again…";
			await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
		}
	}
}

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	if (place.getAttribute("aria-disabled") === "true") {
		return;
	}
	clearProblem(form, problem);
	const lines = chosen().map(({ pizza, quantity }) => ({ pizza, quantity }));
	if (lines.length === 0) {
		problem.textContent = "Your order is empty. Add a pizza from the menu first.";
		problem.hidden = false;
		return;
	}
	place.setAttribute("aria-disabled", "true");
	progress.textContent = "Placing your order…";
	try {
		const customer = { name: form.elements["customer.name"].value, email: form.elements["customer.email"].value };
		const order = await send(JSON.stringify({ customer, lines }));
		sessionStorage.removeItem("basket");
		location.assign(`/orders/${order.orderId}`);
	} catch (failure) {
		showProblem(form, failure, problem);
		progress.textContent = "";
		place.removeAttribute("aria-disabled");
	}
});

form.addEventListener("input", (event) => event.target.hasAttribute("aria-invalid") && clearField(event.target));

// a page that the browser kept for "back" must not show an order that was placed
addEventListener("pageshow", (event) => event.persisted && location.reload());

async function showMenu() {
	const menuProblem = document.getElementById("menu-problem");
	try {
		pizzas = (await request("/menu")).pizzas;
		menu.replaceChildren(...pizzas.map(card));
		menu.hidden = false;
		menuProblem.hidden = true;
		showBasket();
	} catch (failure) {
		menu.hidden = true;
		menuProblem.textContent = `The menu cannot be shown: ${failure.message} Trying again…`;
		menuProblem.hidden = false;
		setTimeout(showMenu, 3000);
	}
	menu.setAttribute("aria-busy", "false");
}

showMenu();
