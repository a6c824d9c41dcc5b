package pizzashop.order.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.BDDMockito;
import org.slf4j.MDC;
import pizzashop.order.orders.OrderRepository;
import pizzashop.order.orders.PlaceOrder;
import pizzashop.testplatform.CommittedApi;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

@WithWebLayer
class OrderControllerTests {

	private static final String ADA = """
			{"name": "Ada", "email": "ada@example.org"}""";

	private static final String ONE_MARGHERITA = """
			{"pizza": "Margherita", "quantity": 1}""";

	private static final String MENU = "Margherita, Marinara, Diavola, Funghi, Quattro Formaggi, Prosciutto, Hawaiian";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private PlaceOrder placeOrder;

	@Autowired
	private OrderRepository orders;

	static Stream<Arguments> badBodies() {
		return Stream.of(argumentSet("no body", "", "body", "JSON"), argumentSet("null", "null", "body", "JSON"),
				argumentSet("not JSON", "Margherita, please", "body", "line 1"),
				argumentSet("half an object", "{\"customer\": ", "body", "line 1"),
				argumentSet("two objects", order(ADA, ONE_MARGHERITA) + "{}", "body", ""),
				argumentSet("a list", "[]", "body", "object"),
				argumentSet("a text", "\"Margherita\"", "body", "object"),
				argumentSet("no customer", "{\"lines\": [%s]}".formatted(ONE_MARGHERITA), "customer", "null"),
				argumentSet("a customer that is a text", order("\"Ada\"", ONE_MARGHERITA), "customer", "object"),
				argumentSet("no name", order(customer(null, "\"ada@example.org\"")), "customer.name", "blank"),
				argumentSet("a blank name", order(customer("\"  \"", "\"ada@example.org\"")), "customer.name", "blank"),
				argumentSet("a name that is a number", order(customer("7", "\"ada@example.org\"")), "customer.name",
						"text"),
				argumentSet("a name of 1 MB", order(customer("\"" + "A".repeat(1 << 20) + "\"", "\"ada@example.org\"")),
						"customer.name", "100"),
				argumentSet("a name with a line break", order(customer("\"Ada\\nBcc: eve\"", "\"ada@example.org\"")),
						"customer.name", "one line"),
				argumentSet("a name with a null character", order(customer("\"A\\u0000\"", "\"ada@example.org\"")),
						"customer.name", "one line"),
				argumentSet("a name with half a character", order(customer("\"A\\ud83c\"", "\"ada@example.org\"")),
						"customer.name", "one line"),
				argumentSet("no e-mail address", order(customer("\"Ada\"", null)), "customer.email", "blank"),
				argumentSet("an empty e-mail address", order(customer("\"Ada\"", "\"\"")), "customer.email", "blank"),
				argumentSet("an e-mail address without @", order(customer("\"Ada\"", "\"ada\"")), "customer.email",
						"email"),
				argumentSet("two e-mail addresses", order(customer("\"Ada\"", "\"a@example.org,b@example.org\"")),
						"customer.email", "email"),
				argumentSet("an e-mail address with a line break",
						order(customer("\"Ada\"", "\"ada@example.org\\nBcc: eve@example.org\"")), "customer.email",
						"email"),
				argumentSet("a quoted e-mail address", order(customer("\"Ada\"", "\"\\\"a d a\\\"@example.org\"")),
						"customer.email", "email"),
				argumentSet("a long e-mail address",
						order(customer("\"Ada\"", "\"ada@" + "a.".repeat(125) + "example.org\"")), "customer.email",
						"254"),
				argumentSet("no list of lines", "{\"customer\": %s}".formatted(ADA), "lines", "null"),
				argumentSet("lines that are an object", "{\"customer\": %s, \"lines\": {}}".formatted(ADA), "lines",
						"list"),
				argumentSet("no lines", order(ADA, ""), "lines", "1 to 50"),
				argumentSet("200 lines", order(ADA, String.join(",", Collections.nCopies(200, ONE_MARGHERITA))),
						"lines", "1 to 50"),
				argumentSet("a line that is null", order(ADA, "null"), "lines[0]", "null"),
				argumentSet("a line that is a number", order(ADA, "1"), "lines[0]", "object"),
				argumentSet("an unknown pizza", order(ADA, line("\"Calzone\"", "1")), "lines[0].pizza", MENU),
				argumentSet("a pizza in lower case", order(ADA, line("\"margherita\"", "1")), "lines[0].pizza", MENU),
				argumentSet("no pizza", order(ADA, "{\"quantity\": 1}"), "lines[0].pizza", MENU),
				argumentSet("a pizza that is a list", order(ADA, line("[]", "1")), "lines[0].pizza", "text"),
				argumentSet("the second line", order(ADA, ONE_MARGHERITA + "," + line("\"Calzone\"", "1")),
						"lines[1].pizza", MENU),
				argumentSet("quantity 0", order(ADA, line("\"Funghi\"", "0")), "lines[0].quantity",
						"between 1 and 100"),
				argumentSet("quantity -1", order(ADA, line("\"Funghi\"", "-1")), "lines[0].quantity",
						"between 1 and 100"),
				argumentSet("quantity 10,000", order(ADA, line("\"Funghi\"", "10000")), "lines[0].quantity",
						"between 1 and 100"),
				argumentSet("quantity beyond any int", order(ADA, line("\"Funghi\"", "99999999999")),
						"lines[0].quantity", "number"),
				argumentSet("quantity abc", order(ADA, line("\"Funghi\"", "\"abc\"")), "lines[0].quantity",
						"whole number"),
				argumentSet("quantity as a text", order(ADA, line("\"Funghi\"", "\"2\"")), "lines[0].quantity",
						"whole number"),
				argumentSet("quantity 1.5", order(ADA, line("\"Funghi\"", "1.5")), "lines[0].quantity", "whole number"),
				argumentSet("quantity true", order(ADA, line("\"Funghi\"", "true")), "lines[0].quantity",
						"whole number"),
				argumentSet("quantity null", order(ADA, line("\"Funghi\"", "null")), "lines[0].quantity", "null"),
				argumentSet("no quantity", order(ADA, "{\"pizza\": \"Funghi\"}"), "lines[0].quantity", "null"));
	}

	@ParameterizedTest
	@MethodSource("badBodies")
	void aBadBodyIsAProblemThatNamesTheField(String body, String field, String message) {
		MvcTestResult result = post(body).exchange();

		assertThatProblem(result, 400, field, message);
		then(this.placeOrder).shouldHaveNoInteractions();
	}

	@Test
	void whileARequestAboutAnOrderIsServedTheLogKnowsTheOrder() {
		UUID order = UUID.randomUUID();
		List<String> known = new ArrayList<>();
		given(this.orders.findWithTimelineById(order)).willAnswer((call) -> {
			known.add(MDC.get("orderId"));
			return Optional.empty();
		});

		assertThat(this.mvc.get().uri("/orders/" + order)).hasStatus(HttpStatus.NOT_FOUND);

		assertThat(known).containsExactly(order.toString());
		assertThat(MDC.get("orderId")).isNull();
	}

	@Test
	void everyBadFieldIsNamed() {
		MvcTestResult result = post(order(customer("\"\"", "\"ada\""), line("\"Calzone\"", "0"))).exchange();

		assertThat(result).bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly("customer.email", "customer.name", "lines[0].pizza", "lines[0].quantity");
	}

	@Test
	void aListThatIsFarTooLongIsNotLookedInto() {
		MvcTestResult result = post(order(ADA, "{}" + ",{}".repeat(500_000))).exchange();

		assertThatProblem(result, 400, "lines", "1 to 50");
		assertThat(result).bodyJson().extractingPath("$.errors").asArray().hasSize(1);
	}

	static Stream<Arguments> badRequests() {
		return Stream.of(
				argumentSet("a form", request(HttpMethod.POST, "/orders", MediaType.APPLICATION_FORM_URLENCODED), 415,
						"Content-Type", "application/json"),
				argumentSet("plain text", request(HttpMethod.POST, "/orders", MediaType.TEXT_PLAIN), 415,
						"Content-Type", "application/json"),
				argumentSet("no content type", request(HttpMethod.POST, "/orders", null), 415, "Content-Type",
						"application/json"),
				argumentSet("a wrong method", request(HttpMethod.DELETE, "/orders", null), 405, "method", "Allow"),
				argumentSet("a wrong method for one order",
						request(HttpMethod.PUT, "/orders/" + UUID.randomUUID(), MediaType.APPLICATION_JSON), 405,
						"method", "Allow"),
				argumentSet("an unknown path", request(HttpMethod.GET, "/pizzas", null), 404, "path", "served"),
				argumentSet("an unknown order", request(HttpMethod.GET, "/orders/" + UUID.randomUUID(), null), 404,
						"orderId", "order"),
				argumentSet("a malformed id", request(HttpMethod.GET, "/orders/42", null), 400, "orderId", "UUID"),
				argumentSet("limit 0", request(HttpMethod.GET, "/orders?limit=0", null), 400, "limit", "1"),
				argumentSet("limit 101", request(HttpMethod.GET, "/orders?limit=101", null), 400, "limit", "100"),
				argumentSet("limit abc", request(HttpMethod.GET, "/orders?limit=abc", null), 400, "limit",
						"whole number"),
				argumentSet("a malformed before", request(HttpMethod.GET, "/orders?before=yesterday", null), 400,
						"before", "UUID"));
	}

	/** A request, put together when the test runs it. */
	record Request(HttpMethod method, String path, @Nullable MediaType contentType) {
	}

	@ParameterizedTest
	@MethodSource("badRequests")
	void aBadRequestIsAProblemThatNamesWhatIsWrong(Request request, int status, String field, String message) {
		given(this.orders.findWithTimelineById(any())).willReturn(Optional.empty());

		MockMvcRequestBuilder builder = this.mvc.method(request.method()).uri(request.path());
		if (request.contentType() != null) {
			builder.contentType(request.contentType()).content(order(ADA, ONE_MARGHERITA));
		}
		assertThatProblem(builder.exchange(), status, field, message);
		then(this.placeOrder).shouldHaveNoInteractions();
	}

	@Test
	void anAnswerThatIsNotOfferedIsRefusedBeforeTheOrderIsPlaced() {
		assertThatProblem(post(order(ADA, ONE_MARGHERITA)).accept(MediaType.TEXT_HTML).exchange(), 406, "Accept",
				"application/json");
		then(this.placeOrder).shouldHaveNoInteractions();
	}

	static Stream<String> badKeys() {
		return Stream.of("", "two words", "k".repeat(256), "schlüssel");
	}

	@ParameterizedTest
	@MethodSource("badKeys")
	void aBadIdempotencyKeyIsAProblem(String key) {
		assertThatProblem(post(order(ADA, ONE_MARGHERITA)).header("Idempotency-Key", key).exchange(), 400,
				"Idempotency-Key", "255 visible ASCII");
	}

	@Test
	void aBodyOverTwoMegabytesIsTooLarge() {
		String body = order(customer("\"" + "A".repeat(2 << 20) + "\"", "\"ada@example.org\""));

		assertThatProblem(post(body).exchange(), 413, "body", "2 MB");
	}

	@Test
	void aBodyWithFarTooManyLevelsIsTooLarge() {
		assertThatProblem(post("{\"extra\": " + "[".repeat(100_000)).exchange(), 413, "body", "levels");
	}

	@Test
	void aMistakeOfOursTellsNothingOfTheInside() {
		BDDMockito.willThrow(new IllegalStateException("secret")).given(this.placeOrder).place(any(), any());

		MvcTestResult result = post(order(ADA, ONE_MARGHERITA)).exchange();

		assertThat(result).hasStatus(500).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).bodyText()
			.contains(CommittedApi.of("order-service").problems().get("our-mistake").get("detail").asString())
			.doesNotContain("secret", "IllegalState");
	}

	@Test
	void aDatabaseThatIsAwayIsToBeTriedAgain() {
		BDDMockito.willThrow(new CannotCreateTransactionException("no connection"))
			.given(this.placeOrder)
			.place(any(), any());
		given(this.orders.findNewestBefore(any(), anyInt()))
			.willThrow(new DataAccessResourceFailureException("no connection"));

		for (MvcTestResult result : List.of(post(order(ADA, ONE_MARGHERITA)).exchange(),
				this.mvc.get().uri("/orders").exchange())) {
			assertThat(result).hasStatus(503)
				.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
				.hasHeader("Retry-After", "5");
			assertThat(result).bodyText().doesNotContain("connection");
		}
	}

	@Test
	void theMenuHasPrices() {
		assertThat(this.mvc.get().uri("/menu").exchange()).hasStatusOk()
			.bodyText()
			.contains("{\"name\":\"Margherita\"", "\"amount\":8.50", "\"currency\":\"EUR\"", "\"name\":\"Hawaiian\"");
	}

	private MockMvcRequestBuilder post(String body) {
		return this.mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(body);
	}

	private static void assertThatProblem(MvcTestResult result, int status, String field, String message) {
		assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(status);
		assertThat(result).bodyJson()
			.extractingPath("$.errors[?(@.field == '%s')].message".formatted(field))
			.asArray()
			.anySatisfy((text) -> assertThat(text).asString().contains(message));
	}

	private static Request request(HttpMethod method, String path, @Nullable MediaType contentType) {
		return new Request(method, path, contentType);
	}

	private static String order(String customer) {
		return order(customer, ONE_MARGHERITA);
	}

	private static String order(String customer, String lines) {
		return "{\"customer\": %s, \"lines\": [%s]}".formatted(customer, lines);
	}

	private static String customer(@Nullable String name, @Nullable String email) {
		return "{\"name\": %s, \"email\": %s}".formatted(name, email);
	}

	private static String line(String pizza, String quantity) {
		return "{\"pizza\": %s, \"quantity\": %s}".formatted(pizza, quantity);
	}

}
