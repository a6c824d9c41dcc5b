package pizzashop.kitchen;

import java.time.Instant;
import java.util.Objects;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** What an operator does, over HTTP on the management port. */
@TestComponent
@Lazy // until the port is known
public class OvenSwitchboard {

	private final RestTestClient http;

	OvenSwitchboard(Environment environment) {
		this.http = RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + environment.getRequiredProperty("local.management.port"))
			.build();
	}

	/** What the oven is like. */
	public record Oven(boolean jammed, Instant since) {
	}

	public Oven look() {
		return ovenIn(see());
	}

	public Oven turn(boolean jammed) {
		return ovenIn(post("{\"jammed\": %s}".formatted(jammed)));
	}

	public RestTestClient.ResponseSpec see() {
		return this.http.get().uri("/actuator/oven").exchange();
	}

	public RestTestClient.ResponseSpec post(String body) {
		return this.http.post().uri("/actuator/oven").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private static Oven ovenIn(RestTestClient.ResponseSpec answer) {
		return Objects.requireNonNull(answer.expectStatus().isOk().returnResult(Oven.class).getResponseBody());
	}

}
