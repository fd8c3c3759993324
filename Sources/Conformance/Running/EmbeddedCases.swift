/// The files of `Cases`, in the order of the catalogue. A test compares with the folder.
enum EmbeddedCases {
  static let files: [(name: String, bytes: [UInt8])] = [
    ("srv-auth.yaml", PackageResources.srv_auth_yaml),
    ("srv-send.yaml", PackageResources.srv_send_yaml),
    ("srv-get.yaml", PackageResources.srv_get_yaml),
    ("srv-cond.yaml", PackageResources.srv_cond_yaml),
    ("srv-conc.yaml", PackageResources.srv_conc_yaml),
    ("srv-rate.yaml", PackageResources.srv_rate_yaml),
    ("srv-life.yaml", PackageResources.srv_life_yaml),
    ("cli-life.yaml", PackageResources.cli_life_yaml),
    ("cli-poll.yaml", PackageResources.cli_poll_yaml),
    ("cli-back.yaml", PackageResources.cli_back_yaml),
    ("cli-send.yaml", PackageResources.cli_send_yaml),
    ("cli-queue.yaml", PackageResources.cli_queue_yaml),
    ("cli-state.yaml", PackageResources.cli_state_yaml),
    ("e2e.yaml", PackageResources.e2e_yaml),
    ("sta.yaml", PackageResources.sta_yaml),
  ]
}
