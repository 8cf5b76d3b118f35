using Microsoft.AspNetCore.Components.Forms;

namespace QuantumTrader.Ui.Shared;

/// <summary>A token for the plain forms that stand on live pages.</summary>
internal sealed class FixedFormToken : AntiforgeryStateProvider
{
    public override AntiforgeryRequestToken GetAntiforgeryToken() => new("form-token", "__RequestVerificationToken");
}
