/**
 * Sends JSON, and answers the answer's JSON.
 *
 * @throws {Problem} when the answer is an error, or there is none
 */
export async function request(url, options = {}) {
	let response;
	try {
		response = await fetch(url, {
			// an address may be a page, too: what the page fetched must not be shown in its place
			cache: "no-store",
			...options,
			headers: { Accept: "application/json", ...options.headers },
		});
	} catch {
		throw new Problem({ detail: "The shop cannot be reached. Are you online?" });
	}
	const text = await response.text();
	let body;
	try {
		body = text === "" ? undefined : JSON.parse(text);
	} catch {
		body = undefined;
	}
	if (!response.ok) {
		throw new Problem(body ?? {}, response.status);
	}
	return body;
}

/** A problem document (RFC 9457), with the fields that are wrong. */
export class Problem extends Error {
	constructor(document, status) {
		super(document.detail ?? document.title ?? "Something went wrong.");
		this.name = "Problem";
		/** undefined when there was no answer at all */
		this.status = status;
		/** @type {{ field: string, message: string }[]} */
		this.errors = document.errors ?? [];
	}

	/** Whether the same request may succeed in a moment. */
	get passes() {
		return this.status === undefined || this.status === 503;
	}
}

/**
 * Shows each error of a problem at its field: at the control with that name, in the
 * element that its aria-describedby names and that has the class "error". The first one
 * gets the focus. What belongs to no field of the form is shown in the summary.
 *
 * @param {HTMLFormElement} form
 * @param {Problem} problem
 * @param {HTMLElement} summary an element with role "alert"
 */
export function showProblem(form, problem, summary) {
	clearProblem(form, summary);
	const elsewhere = [];
	let first;
	for (const error of problem.errors) {
		const control = form.elements.namedItem(error.field);
		const place = control instanceof HTMLElement && errorPlaceOf(control);
		if (place) {
			control.setAttribute("aria-invalid", "true");
			place.textContent = sentence(error.message);
			first ??= control;
		} else {
			elsewhere.push(sentence(`${error.field} ${error.message}`));
		}
	}
	if (elsewhere.length > 0 || first === undefined) {
		summary.textContent = [problem.message, ...elsewhere].map(sentence).join(" ");
		summary.hidden = false;
	}
	first?.focus();
}

/** Takes back what was shown of an earlier problem. */
export function clearProblem(form, summary) {
	for (const control of form.querySelectorAll("[aria-invalid]")) {
		clearField(control);
	}
	summary.hidden = true;
	summary.textContent = "";
}

/** Takes back what was shown at one field, say because it is being corrected. */
export function clearField(control) {
	control.removeAttribute("aria-invalid");
	const place = errorPlaceOf(control);
	if (place) {
		place.textContent = "";
	}
}

function errorPlaceOf(control) {
	return (control.getAttribute("aria-describedby") ?? "")
		.split(" ")
		.map((id) => document.getElementById(id))
		.find((element) => element?.classList.contains("error"));
}

function sentence(text) {
	const trimmed = text.trim();
	return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + (/[.!?]$/.test(trimmed) ? "" : ".");
}
