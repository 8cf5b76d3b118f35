using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Ui.Orders;

/// <summary>How long what the venue said of its orders holds.</summary>
public static class OrdersAge
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(10);

    /// <summary>A reading that failed once is made up for by the next; two in a row make it old.</summary>
    public static TimeSpan Max(EngineView view) => view.VenueLookEvery * 3 > Min ? view.VenueLookEvery * 3 : Min;
}
