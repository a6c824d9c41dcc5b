import { count, element } from "../shop/elements.js";
import { clearField, clearProblem, request, showProblem } from "../shop/problem.js";
import { simpleName } from "./words.js";

const OPERATOR = "dead-letter-desk.by";

/** Nothing is recorded of a dry run, but the desk wants to hear a name. */
const NOBODY = "dry run";

const CONFLICT = 409;

function post(path, body) {
	return request(`dead-letters/${path}`, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
	});
}

/**
 * A dialog in which one decides. It asks once for the operator's name and remembers it; what the desk refuses is shown
 * where it belongs.
 */
class Decision {
	#decide;
	#busy = false;

	/**
	 * @param {string} id of the dialog
	 * @param {(values: { by: string, reason: string, force: boolean }) => Promise<boolean>} decide whether it is done
	 */
	constructor(id, decide) {
		this.dialog = document.getElementById(id);
		this.form = this.dialog.querySelector("form");
		this.submit = this.form.querySelector("[type=submit]");
		this.#decide = decide;
		this.part("cancel").addEventListener("click", () => this.dialog.close());
		this.form.addEventListener("input", ({ target }) => clearField(target));
		this.form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.#confirm();
		});
	}

	part(name) {
		return this.form.querySelector(`[data-part="${name}"]`);
	}

	get forced() {
		return this.form.elements.force?.checked ?? false;
	}

	open() {
		const { by, reason } = this.form.elements;
		this.form.reset();
		clearProblem(this.form, this.part("problem"));
		by.value = localStorage.getItem(OPERATOR) ?? "";
		this.dialog.showModal();
		(by.value ? reason : by).focus();
	}

	async #confirm() {
		if (this.#busy) {
			return;
		}
		this.#busy = true;
		this.form.setAttribute("aria-busy", "true");
		clearProblem(this.form, this.part("problem"));
		const by = this.form.elements.by.value.trim();
		try {
			if (await this.#decide({ by, reason: this.form.elements.reason.value.trim(), force: this.forced })) {
				localStorage.setItem(OPERATOR, by);
				this.dialog.close();
			}
		} catch (problem) {
			showProblem(this.form, problem, this.part("problem"));
		} finally {
			this.#busy = false;
			this.form.removeAttribute("aria-busy");
		}
	}
}

/**
 * Offers to redrive one letter. When that is refused and force would help, it offers force.
 *
 * @param {(letter: object) => void} done with the letter as it is then
 */
export function redriving(done) {
	let id;
	const decision = new Decision("redrive-dialog", async ({ by, reason, force }) => {
		try {
			done(await post(`${id}/redrive`, { by, reason, force }));
			return true;
		} catch (problem) {
			if (problem.status !== CONFLICT || force) {
				throw problem;
			}
			await offerForce(problem, by);
			return false;
		}
	});
	const objection = decision.part("objection");
	const choice = decision.part("force");

	async function offerForce(problem, by) {
		await post(`${id}/redrive`, { by, force: true, dryRun: true }).catch(() => {
			throw problem;
		});
		objection.textContent = `${problem.message}.`;
		objection.hidden = false;
		choice.hidden = false;
		decision.form.elements.force.focus();
	}

	return (letter) => {
		id = letter.id;
		objection.hidden = true;
		choice.hidden = true;
		decision.open();
	};
}

/** Offers to discard one letter. */
export function discarding(done) {
	let id;
	const decision = new Decision("discard-dialog", async ({ by, reason }) => {
		done(await post(`${id}/discard`, { by, reason }));
		return true;
	});
	return (letter) => {
		id = letter.id;
		decision.open();
	};
}

/**
 * Offers to redrive all open letters of a filter, and says first what would happen.
 *
 * @param {(answer: object) => void} done with what came of it
 */
export function redrivingAll(done) {
	let filter;
	const decision = new Decision("redrive-all-dialog", async ({ by, reason, force }) => {
		done(await post("redrive", { ...filter, by, reason, force, dryRun: false }));
		return true;
	});
	const outlook = decision.part("outlook");
	const choice = decision.part("force");
	let latest = 0;

	async function look() {
		const look = ++latest;
		decision.submit.disabled = true;
		decision.submit.textContent = "Redrive";
		outlook.replaceChildren(element("p.quiet", {}, "Looking what would happen…"));
		try {
			const answer = await post("redrive", { ...filter, by: NOBODY, force: decision.forced, dryRun: true });
			if (look === latest) {
				show(answer);
			}
		} catch (problem) {
			if (look === latest) {
				outlook.replaceChildren(element("p", {}, problem.message));
			}
		}
	}

	function show(answer) {
		const { redriven, refused, remaining } = answer;
		decision.submit.disabled = redriven.length === 0;
		decision.submit.textContent = `Redrive ${count(redriven.length, "letter")}`;
		outlook.replaceChildren(element("strong", {}, `${count(redriven.length, "letter")} would go back`), reasons(answer));
		if (remaining > 0) {
			outlook.append(element("p.quiet", {}, `${count(remaining, "more letter")} would wait for the next time.`));
		}
		choice.hidden = refused.length === 0 && !decision.forced;
	}

	decision.form.elements.force.addEventListener("change", look);

	return (type, key) => {
		filter = { type: type || undefined, key: key || undefined };
		decision.part("filter").textContent = `Open letters${type ? ` of ${simpleName(type)}` : ""}${
			key ? ` with the key ${key}` : ""
		}, in the order in which they stood on their topic.`;
		choice.hidden = true;
		decision.open();
		look();
	};
}

/** How many of which type would go, and how many would not, each with the reason. */
export function reasons({ redriven, refused }) {
	const lines = [
		...tally(redriven.map((letter) => simpleName(letter.type) || "Unknown type")).map(
			([type, number]) => `${number.toLocaleString()} × ${type}`,
		),
		...tally(refused.map(({ why }) => why)).map(
			([why, number]) => `${number.toLocaleString()} refused. ${why}.`,
		),
	];
	return element("ul", {}, ...lines.map((line) => element("li", {}, line)));
}

function tally(words) {
	const numbers = new Map();
	for (const word of words) {
		numbers.set(word, (numbers.get(word) ?? 0) + 1);
	}
	return [...numbers].sort(([, one], [, other]) => other - one);
}
