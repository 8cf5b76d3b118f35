namespace QuantumTrader.Domain.Units;

/// <summary>A share: 0.10 is ten per cent. The only type a percentage may have in this code.</summary>
public readonly record struct Fraction(decimal Value) : IComparable<Fraction>
{
    public static readonly Fraction Zero = new(0m);
    public static readonly Fraction One = new(1m);

    /// <summary>10 becomes 0.10.</summary>
    public static Fraction FromPercent(decimal percent) => new(percent / 100m);

    /// <summary>0.10 becomes 10; for showing, never for reckoning.</summary>
    public decimal Percent => Value * 100m;

    public static Fraction operator +(Fraction a, Fraction b) => new(a.Value + b.Value);
    public static Fraction operator -(Fraction a, Fraction b) => new(a.Value - b.Value);
    public static Fraction operator -(Fraction a) => new(-a.Value);
    public static Fraction operator *(Fraction a, Fraction b) => new(a.Value * b.Value);
    public static bool operator <(Fraction a, Fraction b) => a.Value < b.Value;
    public static bool operator >(Fraction a, Fraction b) => a.Value > b.Value;
    public static bool operator <=(Fraction a, Fraction b) => a.Value <= b.Value;
    public static bool operator >=(Fraction a, Fraction b) => a.Value >= b.Value;

    public static Fraction Min(Fraction a, Fraction b) => a.Value <= b.Value ? a : b;

    public int CompareTo(Fraction other) => Value.CompareTo(other.Value);

    public override string ToString() => Rounding.Text(Value);
}
