package pizzashop.order.orders;

import jakarta.persistence.Embeddable;
import org.hibernate.annotations.EmbeddedColumnNaming;
import pizzashop.order.menu.Money;

/**
 * One line of an order.
 *
 * @param pizza its name on the menu
 * @param quantity at least 1
 * @param unitPrice what the menu said when the order was placed
 */
@Embeddable
public record OrderLine(String pizza, int quantity, @EmbeddedColumnNaming("unit_price_%s") Money unitPrice) {

	public OrderLine {
		if (quantity < 1) {
			throw new IllegalArgumentException("A quantity must be at least 1");
		}
	}

	Money price() {
		return this.unitPrice.times(this.quantity);
	}

}
