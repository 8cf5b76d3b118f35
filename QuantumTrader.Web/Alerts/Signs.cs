namespace QuantumTrader.Web.Alerts;

/// <summary>The three answers of a look.</summary>
internal static class Signs
{
    public static readonly IReadOnlyList<AlertSign> Well = [];

    public static readonly IReadOnlyList<AlertSign>? NotKnown;

    public static IReadOnlyList<AlertSign> When(bool isSo, Func<AlertSign> sign) => isSo ? [sign()] : Well;
}
