package pizzashop.kitchen.web;

import jakarta.servlet.http.HttpServletResponse;
import pizzashop.messaging.live.ChangeFeed;
import pizzashop.messaging.live.EventStreams;
import pizzashop.messaging.live.LiveView;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The board, once and live. */
@RestController
class BoardController {

	private final Board board;

	private final LiveView live;

	BoardController(Board board, ChangeFeed feed, EventStreams streams, JsonMapper json) {
		this.board = board;
		this.live = new LiveView("board", BoardChanges.SUBJECT, board::look, feed, streams, json);
	}

	@GetMapping(path = "/board", produces = MediaType.APPLICATION_JSON_VALUE)
	Board.Snapshot board() {
		return this.board.look();
	}

	/**
	 * The board as it is now, and again whenever it has changed: the event's name is
	 * board.
	 */
	@GetMapping(path = "/board/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	void events(HttpServletResponse response) {
		this.live.serve(response);
	}

}
