package pizzashop.kitchen.web;

import pizzashop.kitchen.sales.Sales;
import pizzashop.kitchen.sales.SalesReport;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ConditionalOnBooleanProperty(name = "kitchen.sales.enabled", matchIfMissing = true)
class SalesController {

	private final Sales sales;

	SalesController(Sales sales) {
		this.sales = sales;
	}

	/** What sells: the last five minutes, and the pizzas ranked by them. */
	@GetMapping(path = "/sales", produces = MediaType.APPLICATION_JSON_VALUE)
	SalesReport sales() {
		return this.sales.report().orElseThrow(SalesNotReadYetException::new);
	}

}
