using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Market;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Orders;
using QuantumTrader.Web.Ui.Shell;
using QuantumTrader.Web.Ui.Tables;

namespace QuantumTrader.Web.Components.Pages.Orders;

/// <summary>Every order that rests at the venue, ours and others', regular and conditional apart.</summary>
public partial class OrdersPage
{
    private const string Conditional = "conditional";
    private Freshness<EngineView> _orders;
    private bool _isStale;
    private string? _note;
    private TableOrder _order = new("orders", "symbol", false);
    private TablePage<OrderRow>? _rows;
    private int _regular;
    private int _conditional;
    private string? _trouble;

    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [SupplyParameterFromQuery] public int? Page { get; set; }

    private bool IsConditional => Kind == Conditional;

    protected override void OnParametersSet() => OnRead();

    protected override void OnRead()
    {
        _trouble = RefusalOf(AccessAction.SeeTrading) is { } refusal ? RefusalText.Of(refusal) : null;
        if (View is not { } view)
        {
            return;
        }

        // The venue is listed now and then, and tells of single orders between: old is what was not listed again when it was due.
        var picture = new Freshness<EngineView>(view, view.AtUtc, TopBarModel.AgeMax);
        _orders = picture.State(NowUtc) != FreshnessState.Fresh ? picture : new(view, view.OrdersAtUtc, OrdersAge.Max(view));
        _isStale = _orders.State(NowUtc) != FreshnessState.Fresh;
        _note = view.OrdersAtUtc is { } at ? $"listed by the venue {Times.Age(NowUtc - at)} ago" : "never listed by the venue";
        _order = TableOrder.Read(IsConditional ? $"orders?kind={Conditional}" : "orders", Sort, OrderColumns.All.Keys);
        _conditional = view.Orders.Count(row => row.IsConditional);
        _regular = view.Orders.Count - _conditional;
        _rows = TablePage<OrderRow>.Of(OrderColumns.All.Sorted(view.Orders.Where(row => row.IsConditional == IsConditional), _order), Page ?? 1);
    }
}
