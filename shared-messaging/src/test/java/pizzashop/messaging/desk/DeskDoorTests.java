package pizzashop.messaging.desk;

import java.net.URI;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pizzashop.messaging.failure.DeadLetterProperties;

import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class DeskDoorTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Test
	void theDeskIsOnTheManagementPortOfTheHostThatTheBrowserAsked() {
		this.request.setServerName("[::1]");

		assertThat(wayFrom(door(null))).hasToString("http://[::1]:9083/desk");
	}

	@Test
	void theDeskIsWhereTheOperatorSays() {
		assertThat(wayFrom(door("https://operators.example/kitchen/desk")))
			.hasToString("https://operators.example/kitchen/desk");
	}

	private @Nullable URI wayFrom(DeskDoor door) {
		return door.desk(this.request).getHeaders().getLocation();
	}

	private static DeskDoor door(@Nullable String deskUrl) {
		return new DeskDoor(
				new DeadLetterProperties("topic", Duration.ZERO, true, 5, null,
						(deskUrl != null) ? URI.create(deskUrl) : null, Duration.ZERO, Duration.ZERO),
				new MockEnvironment().withProperty("local.management.port", "9083"));
	}

}
