namespace QuantumTrader.Domain.Units;

/// <summary>Notional divided by margin, 1 to 125 on the venue. <c>default</c> is not a leverage and is refused by <see cref="IsValid"/>.</summary>
public readonly record struct Leverage(decimal Value) : IComparable<Leverage>
{
    public static readonly Leverage One = new(1m);

    public bool IsValid => Value >= 1m && Value <= 125m;

    public static bool operator <(Leverage a, Leverage b) => a.Value < b.Value;
    public static bool operator >(Leverage a, Leverage b) => a.Value > b.Value;
    public static bool operator <=(Leverage a, Leverage b) => a.Value <= b.Value;
    public static bool operator >=(Leverage a, Leverage b) => a.Value >= b.Value;

    public static Leverage Min(Leverage a, Leverage b) => a.Value <= b.Value ? a : b;

    public int CompareTo(Leverage other) => Value.CompareTo(other.Value);

    public override string ToString() => Rounding.Text(Value);
}
