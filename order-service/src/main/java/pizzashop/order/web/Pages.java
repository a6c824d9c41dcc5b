package pizzashop.order.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Orders have one address each, for programs and for people: who asks for HTML by name,
 * as browsers do, gets a page; everybody else gets JSON.
 */
@Configuration(proxyBeanMethods = false)
class Pages {

	@Bean
	RouterFunction<ServerResponse> pagesOfOrders() {
		return RouterFunctions.route()
			.resource(pageAt("/orders"), new ClassPathResource("static/pages/orders.html"), Pages::describe)
			.resource(pageAt("/orders/{orderId}"), new ClassPathResource("static/pages/order.html"), Pages::describe)
			.build();
	}

	private static RequestPredicate pageAt(String path) {
		return RequestPredicates.GET(path)
			.and(RequestPredicates.headers((headers) -> headers.accept().contains(MediaType.TEXT_HTML)));
	}

	/** The page and the JSON of an address must not be taken for each other. */
	private static void describe(Resource page, HttpHeaders headers) {
		headers.setCacheControl(CacheControl.noStore());
		headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
	}

}
