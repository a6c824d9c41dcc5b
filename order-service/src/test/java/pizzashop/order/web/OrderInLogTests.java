package pizzashop.order.web;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

class OrderInLogTests {

	private static final String ID = "01a20b1e-0ae1-72b8-9545-5c997a61c559";

	@AfterEach
	void forget() {
		MDC.clear();
	}

	@Test
	void theLogKnowsTheOrder() {
		request(ID);

		assertThat(MDC.get("orderId")).isEqualTo(ID);
	}

	@Test
	void whatIsNoIdGetsIntoNoLine() {
		request("A".repeat(8000));
		request(ID + "\n" + ID);

		assertThat(MDC.get("orderId")).isNull();
	}

	private static void request(String orderId) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("orderId", orderId));
		assertThat(new OrderInLog().preHandle(request, new MockHttpServletResponse(), new Object())).isTrue();
	}

}
