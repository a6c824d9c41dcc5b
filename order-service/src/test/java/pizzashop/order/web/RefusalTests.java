package pizzashop.order.web;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import pizzashop.order.groupcommit.OverloadedException;
import pizzashop.order.orders.PlaceOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;

/** Two places, and three orders that are in hand at the same time. */
@WithWebLayer
@TestPropertySource(properties = { "order.placing.most-waiting=1", "order.placing.largest-batch=1" })
class RefusalTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private PlaceOrder placeOrder;

	@Test
	void whoFindsNoPlaceIsToldTheSameAsWhoIsRefusedInSpiteOfOne() throws Exception {
		List<MvcTestResult> answers = new ArrayList<>();
		given(this.placeOrder.place(any(), any())).willAnswer((order) -> {
			answers.add(order());
			throw Mockito.mock(OverloadedException.class);
		});

		answers.add(order());

		then(this.placeOrder).should(times(2)).place(any(), any());
		assertThat(answers).hasSize(3).allSatisfy((answer) -> {
			assertThat(answer).hasStatus(503).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
			assertThat(answer.getResponse().getHeader("Retry-After")).matches("[1-5]");
			assertThat(answer.getResponse().getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
			assertThat(answer.getResponse().getContentAsString())
				.isEqualTo(answers.getLast().getResponse().getContentAsString());
		});
	}

	private MvcTestResult order() {
		return this.mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content("""
				{"customer": {"name": "Ada", "email": "ada@example.org"},
				 "lines": [{"pizza": "Margherita", "quantity": 1}]}""").exchange();
	}

}
