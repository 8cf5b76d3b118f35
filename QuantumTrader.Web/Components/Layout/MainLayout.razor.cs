using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>The frame of every page: top bar with STOP, navigation, dialogs. Dark until the browser remembers otherwise.</summary>
public partial class MainLayout : IAsyncDisposable
{
    private ErrorBoundary? _boundary;
    private IJSObjectReference? _script;
    private bool _isDark = true;

    [Inject] public required IJSRuntime Js { get; init; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _script = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/theme.js"]);
        if (await _script.InvokeAsync<string?>("load") == "light")
        {
            _isDark = false;
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it.
        }

        GC.SuppressFinalize(this);
    }

    private async Task ToggleThemeAsync()
    {
        _isDark = !_isDark;
        if (_script is not null)
        {
            await _script.InvokeVoidAsync("save", _isDark ? "dark" : "light");
        }
    }
}
