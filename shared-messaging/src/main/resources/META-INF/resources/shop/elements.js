/**
 * Makes an element. What is not an element becomes text, never markup.
 *
 * @param {string} name with classes behind it, such as "p.quiet.small"
 * @param {Record<string, unknown>} [attributes] true sets one, false, null and undefined leave it out
 * @param {...(Node | string | number | null | undefined)} children
 */
export function element(name, attributes = {}, ...children) {
	const [tag, ...classes] = name.split(".");
	const made = document.createElement(tag);
	made.classList.add(...classes);
	for (const [attribute, value] of Object.entries(attributes)) {
		if (value !== false && value !== null && value !== undefined) {
			made.setAttribute(attribute, value === true ? "" : value);
		}
	}
	made.append(...children.filter((child) => child !== null && child !== undefined));
	return made;
}

const dateAndTime = new Intl.DateTimeFormat(undefined, {
	day: "numeric",
	month: "short",
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
	hourCycle: "h23",
});

const exactly = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** An instant as the visitor's clock shows it. */
export function time(instant) {
	const date = new Date(instant);
	return element("time.number", { datetime: instant, title: exactly.format(date) }, dateAndTime.format(date));
}

/** Such as "1 letter" and "1,200 letters". */
export function count(number, one, many = `${one}s`) {
	return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}
