package pizzashop.order;

import org.junit.jupiter.api.Test;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

class TestOrderServiceApplicationIT {

	@Test
	void theServiceRunsAloneWithAPlatformOfItsOwn() {
		try (var service = TestOrderServiceApplication.run("--server.port=0", "--management.server.port=0")
			.getApplicationContext()) {
			int port = ((WebServerApplicationContext) service).getWebServer().getPort();

			RestTestClient.bindToServer()
				.baseUrl("http://127.0.0.1:" + port)
				.build()
				.get()
				.uri("/orders")
				.exchange()
				.expectStatus()
				.isOk();
		}
	}

}
