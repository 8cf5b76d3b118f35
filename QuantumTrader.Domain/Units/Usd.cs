namespace QuantumTrader.Domain.Units;

/// <summary>Money in the account's settlement currency (USDT), signed.</summary>
public readonly record struct Usd(decimal Value) : IComparable<Usd>
{
    public static readonly Usd Zero = new(0m);

    public static Usd operator +(Usd a, Usd b) => new(a.Value + b.Value);
    public static Usd operator -(Usd a, Usd b) => new(a.Value - b.Value);
    public static Usd operator -(Usd a) => new(-a.Value);
    public static Usd operator *(Usd a, Fraction share) => new(a.Value * share.Value);
    public static Usd operator /(Usd a, Leverage leverage) => new(a.Value / leverage.Value);
    public static bool operator <(Usd a, Usd b) => a.Value < b.Value;
    public static bool operator >(Usd a, Usd b) => a.Value > b.Value;
    public static bool operator <=(Usd a, Usd b) => a.Value <= b.Value;
    public static bool operator >=(Usd a, Usd b) => a.Value >= b.Value;

    public static Usd Min(Usd a, Usd b) => a.Value <= b.Value ? a : b;
    public static Usd Max(Usd a, Usd b) => a.Value >= b.Value ? a : b;

    /// <summary>How much of the asset this money buys; <paramref name="price"/> must be valid.</summary>
    public Quantity At(Price price) => new(Value / price.Value);

    /// <summary>This amount as a share of <paramref name="whole"/>, or null when the whole is not positive and a share means nothing.</summary>
    public Fraction? ShareOf(Usd whole) => whole.Value > 0m ? new Fraction(Value / whole.Value) : null;

    public Usd Abs() => new(Math.Abs(Value));

    public int CompareTo(Usd other) => Value.CompareTo(other.Value);

    public override string ToString() => Rounding.Text(Value);
}
