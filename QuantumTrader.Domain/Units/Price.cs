namespace QuantumTrader.Domain.Units;

/// <summary>Quote currency for one unit of the base asset. Valid prices are greater than zero.</summary>
public readonly record struct Price(decimal Value) : IComparable<Price>
{
    /// <summary>True for a usable price; zero is what an absent price looks like on the wire.</summary>
    public bool IsValid => Value > 0m;

    public static Usd operator *(Price price, Quantity quantity) => new(price.Value * quantity.Value);
    public static bool operator <(Price a, Price b) => a.Value < b.Value;
    public static bool operator >(Price a, Price b) => a.Value > b.Value;
    public static bool operator <=(Price a, Price b) => a.Value <= b.Value;
    public static bool operator >=(Price a, Price b) => a.Value >= b.Value;

    /// <summary>This price moved by a share of itself: +0.01 is one per cent higher.</summary>
    public Price MovedBy(Fraction share) => new(Value * (1m + share.Value));

    /// <summary>The nearest multiple of <paramref name="tickSize"/> at or below this price; a tick of zero means no tick.</summary>
    public Price FloorToTick(decimal tickSize) => new(Rounding.Floor(Value, tickSize));

    /// <summary>The nearest multiple of <paramref name="tickSize"/> at or above this price; a tick of zero means no tick.</summary>
    public Price CeilingToTick(decimal tickSize) => new(Rounding.Ceiling(Value, tickSize));

    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    public override string ToString() => Rounding.Text(Value);
}
