/**
 * Follows a stream of Server-Sent Events, and shows whether it is live.
 *
 * The browser comes again by itself when the connection is lost, and tells how far it got
 * (Last-Event-ID). What it does not do by itself is to come again when it was refused,
 * say because the service was starting anew: that is done here, each time after a longer
 * wait, and from the beginning: a handler must bear an event that it has seen.
 *
 * @param {string} url of the stream
 * @param {Record<string, (data: any, id: string) => void>} handlers by the event's name
 * @param {HTMLElement} [shown] says how it is: class "connection", role "status"
 * @returns {{ end(text?: string): void }} to stop following; there will be nothing new
 */
export function follow(url, handlers, shown) {
	const shortest = 1000;
	const longest = 15000;
	let wait = shortest;
	let source;
	let timer;
	let ended = false;

	function show(state, text) {
		if (shown && (shown.dataset.state !== state || shown.textContent !== text)) {
			shown.dataset.state = state;
			shown.textContent = text;
		}
	}

	function connect() {
		clearTimeout(timer);
		source?.close();
		source = new EventSource(url);
		source.addEventListener("open", () => {
			wait = shortest;
			show("live", "Live");
		});
		source.addEventListener("error", () => {
			if (ended) {
				return;
			}
			show("lost", navigator.onLine ? "Reconnecting…" : "You are offline");
			if (source.readyState === EventSource.CLOSED) {
				timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
				wait = Math.min(wait * 2, longest);
			}
		});
		for (const [name, handle] of Object.entries(handlers)) {
			source.addEventListener(name, (event) => {
				handle(JSON.parse(event.data), event.lastEventId);
			});
		}
	}

	const comeBack = () => !ended && source.readyState !== EventSource.OPEN && connect();
	addEventListener("online", comeBack);
	addEventListener("offline", () => !ended && show("lost", "You are offline"));
	addEventListener("pagehide", () => source.close());
	addEventListener("pageshow", (event) => event.persisted && comeBack());

	show("connecting", "Connecting…");
	connect();

	return {
		end(text = "Complete") {
			ended = true;
			clearTimeout(timer);
			source.close();
			show("ended", text);
		},
	};
}
