package pizzashop.messaging.live;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class EventStreamsTests {

	private static final Duration NEVER = Duration.ofHours(1);

	@Test
	void eventsAreWrittenAsTheyCome() throws Exception {
		EventStreams streams = running(NEVER, 1);
		EventStream stream = streams.open();
		MockHttpServletResponse response = new MockHttpServletResponse();
		Thread serving = Thread.startVirtualThread(() -> stream.serve(response));

		stream.send("7", "entry", "{\"event\":\"OrderReady\"}");
		await().until(() -> response.getContentAsString().contains("OrderReady"));
		stream.send(null, "list", "[]");
		await().until(() -> response.getContentAsString().endsWith("[]\n\n"));
		stream.close();
		serving.join();

		assertThat(response.getContentType()).isEqualTo("text/event-stream;charset=UTF-8");
		assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
		assertThat(response.getContentAsString()).isEqualTo("""
				retry: 2000

				id: 7
				event: entry
				data: {"event":"OrderReady"}

				event: list
				data: []

				""");
	}

	@Test
	void aSilentStreamShowsThatItIsAlive() {
		EventStream stream = running(Duration.ofMillis(10), 1).open();
		MockHttpServletResponse response = new MockHttpServletResponse();

		Thread.startVirtualThread(() -> stream.serve(response));

		await().until(() -> response.getContentAsString().endsWith(":\n\n:\n\n"));
		stream.close();
	}

	@Test
	void noMoreStreamsThanAllowedAreOpen() {
		EventStreams streams = running(NEVER, 2);
		EventStream first = streams.open();
		EventStream second = streams.open();

		assertThatExceptionOfType(StreamRefusedException.class).isThrownBy(streams::open);
		first.close();
		first.close();
		EventStream third = streams.open();
		assertThatExceptionOfType(StreamRefusedException.class).isThrownBy(streams::open);

		assertThat(second.isClosed()).isFalse();
		assertThat(third.isClosed()).isFalse();
	}

	@Test
	void aClientThatDoesNotKeepUpLosesItsStream() {
		EventStream stream = running(NEVER, 1).open();

		for (int i = 0; i < 1000; i++) {
			stream.send(null, "entry", "{}");
		}

		assertThat(stream.isClosed()).isTrue();
	}

	@Test
	void aServiceThatStopsEndsItsStreamsAndOpensNone() throws Exception {
		EventStreams streams = running(NEVER, 2);
		EventStream stream = streams.open();
		Thread serving = Thread.startVirtualThread(() -> stream.serve(new MockHttpServletResponse()));

		streams.stop();

		assertThat(serving.join(Duration.ofSeconds(10))).isTrue();
		assertThatExceptionOfType(StreamRefusedException.class).isThrownBy(streams::open);
	}

	private static EventStreams running(Duration heartbeat, int maxStreams) {
		EventStreams streams = new EventStreams(new LiveProperties(Duration.ofSeconds(5), heartbeat, maxStreams));
		streams.start();
		return streams;
	}

}
