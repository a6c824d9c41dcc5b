package pizzashop.order.web;

import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** While a request about an order is served, every line of the log knows the order. */
@Component
class OrderInLog implements HandlerInterceptor, WebMvcConfigurer {

	private static final String ORDER_ID = "orderId";

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
				&& variables.get(ORDER_ID) instanceof String orderId) {
			put(orderId);
		}
		return true;
	}

	private static void put(String orderId) {
		try {
			MDC.put(ORDER_ID, UUID.fromString(orderId).toString());
		}
		catch (IllegalArgumentException ex) {
			// Anybody may ask for anything, of any length.
		}
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		MDC.remove(ORDER_ID);
	}

}
