<#
.SYNOPSIS
  Starts the chat on a Windows workstation, without Docker.

.DESCRIPTION
  Reads backend\.env.example and the workstation's own backend\.env, builds the frontend, and runs
  the backend with it in a window of its own.

.PARAMETER Mode
  auto, websocket or polling. Virus scanners that inspect traffic often break WebSockets; use
  polling where the console shows "Falling back".
#>
param(
    [ValidateSet('auto', 'websocket', 'polling')]
    [string] $Mode = 'auto',
    [int] $Port = 8080
)

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot

# NAME=value, a comment behind it allowed; later files win.
foreach ($file in "$root\backend\.env.example", "$root\backend\.env") {
    if (-not (Test-Path $file)) { continue }
    foreach ($row in Get-Content $file) {
        if ($row -match '^(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*?)(\s+#.*)?$') {
            Set-Item "Env:$($Matches.name)" $Matches.value
        }
    }
}

$env:ADDRESS = ":$Port"
$env:CHAT_MODE = $Mode
$env:STATIC_DIR = "$root\frontend\build"
$env:ALLOWED_ORIGINS = "http://localhost:$Port"
$env:REACT_APP_API_URL = "http://localhost:$Port"
$env:REACT_APP_CHAT_MODE = $Mode
if ($Mode -ne 'polling') {
    $env:REACT_APP_WS_URL = "ws://localhost:$Port/api/v1/admin/chat/ws"
}

Push-Location "$root\frontend"
try {
    if (-not (Test-Path node_modules)) { npm install }
    npm run build -- --development
    if ($LASTEXITCODE -ne 0) { throw 'The frontend could not be built.' }
} finally {
    Pop-Location
}

# Windows Defender asks once whether the backend may listen.
Start-Process powershell -WorkingDirectory "$root\backend" -ArgumentList '-NoExit', '-Command', 'go run ./cmd/server'
Write-Host "The chat: http://localhost:$Port  Mode: $Mode"
