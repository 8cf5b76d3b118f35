using Microsoft.AspNetCore.Components;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>Title and icon of the browser's tab. Drawn again only when they change.</summary>
public partial class TabHead
{
    private TabTitle _title = new("QuantumTrader", "data:,");
    private TabTitle? _drawn;

    [Inject] public required IOperatorActions Actions { get; init; }

    protected override void OnRead() => _title = TabTitle.Of(View, Actions.Status);

    protected override bool ShouldRender() => _title != _drawn;

    protected override void OnAfterRender(bool firstRender) => _drawn = _title;
}
